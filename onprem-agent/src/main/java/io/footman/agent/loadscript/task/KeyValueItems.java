package io.footman.agent.loadscript.task;

import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.KeyValue;
import io.footman.agent.journal.KeyValueStore;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.RestException;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.starttask.StartReport.Failure;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Stores the key-values that a started task is to find. A task must not run without them: what cannot be stored ends the call
 * before anything is started.
 */
@Singleton
@Requires(property = "entrance.rest")
final class KeyValueItems {
    private final RestSettings settings;
    private final BeanProvider<KeyValueStore> store;

    KeyValueItems(RestSettings settings, BeanProvider<KeyValueStore> store) {
        this.settings = settings;
        this.store = store;
    }

    /** Completes with those that were not stored because the endpoint is off, which Butler passes over in silence. */
    CompletableFuture<List<Failure>> store(List<KeyValue> entries) {
        if (!settings.offers(Endpoint.KEY_VALUE_STORE)) {
            return CompletableFuture.completedFuture(
                    entries.stream().map(KeyValueItems::switchedOff).toList());
        }
        CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);
        for (KeyValue entry : entries) {
            stored = stored.thenCompose(before -> put(entry));
        }
        return stored.thenApply(all -> List.of());
    }

    private CompletableFuture<Void> put(KeyValue entry) {
        return store.get().put(entry).toCompletableFuture().handle((placement, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                if (cause instanceof JournalUnavailableException) {
                    throw RestException.unavailable(
                            "Failed starting task: its key-values cannot be stored. " + cause.getMessage());
                }
                throw new CompletionException(cause);
            }
            if (placement instanceof KeyValueStore.Refused refused) {
                throw RestException.badRequest(refused.reason());
            }
            return null;
        });
    }

    private static Failure switchedOff(KeyValue entry) {
        Map<String, String> what = new LinkedHashMap<>();
        what.put("namespace", entry.namespace());
        what.put("key", entry.key());
        return new Failure(what, "not stored: keyValueStore is not among footman.rest.endpoints of this agent", false);
    }
}
