package io.footman.agent.loadscript.app;

import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.engine.EngineException;
import io.footman.agent.rest.RestException;
import io.micronaut.http.HttpStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Answers for what the engine does not do: Butler's status and words first, then why, then the remedy. */
final class EngineFailures {
    private EngineFailures() {}

    /** @param failed what did not work, in Butler's words (Butler REST API §3) */
    static <T> CompletableFuture<T> or(CompletableFuture<T> call, String failed) {
        CompletableFuture<T> answer = call.handle((result, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(result);
                    }
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    return CompletableFuture.<T>failedFuture(
                            cause instanceof RestException known ? known : told(EngineException.of(cause), failed));
                })
                .thenCompose(Function.identity());
        // Whoever gives up waiting for the answer gives up the call.
        answer.whenComplete((result, failure) -> call.cancel(false));
        return answer;
    }

    private static RestException told(EngineException failure, String failed) {
        return RestException.of(
                failure.reason() == FailureReason.RATE_LIMITED
                        ? HttpStatus.SERVICE_UNAVAILABLE
                        : HttpStatus.INTERNAL_SERVER_ERROR,
                failed + ", because " + failure.getMessage() + ". " + remedy(failure));
    }

    private static String remedy(EngineException failure) {
        return switch (failure.reason()) {
            case CLIENT_ERROR ->
                "Check the app's id, and that the user of footman.qlik-sense.engine-user may see the app";
            case RATE_LIMITED -> "Try again when some have ended";
            case AUTH, TLS -> "Check footman.qlik-sense: certificates and engine-user";
            case UNREACHABLE, TIMEOUT, SERVER_ERROR ->
                "Try again later; check footman.qlik-sense.engine if it stays so";
            default -> "The agent's log may tell more";
        };
    }
}
