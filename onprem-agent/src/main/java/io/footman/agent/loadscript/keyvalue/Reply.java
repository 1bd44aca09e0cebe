package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.rest.RestException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the answers of this part have in common. */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private Reply() {}

    /** @param failed what did not work when the store cannot be used, in Butler's words (Butler REST API §3) */
    static <T> CompletionStage<T> or(CompletionStage<T> stage, String failed) {
        return stage.exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure;
            if (cause instanceof JournalUnavailableException) {
                LOG.warn("event=key-values-unavailable what=\"{}\" reason=\"{}\"", failed, cause.getMessage());
                throw RestException.unavailable(
                        failed + ": the store cannot be used now. Try again later; the agent's log tells why");
            }
            throw new CompletionException(cause);
        });
    }

    static RestException noNamespace(String namespace) {
        return RestException.badRequest("Namespace not found: " + namespace);
    }

    static RestException noKey(String namespace, String key) {
        return RestException.badRequest("Key '" + key + "' not found in namespace: " + namespace);
    }
}
