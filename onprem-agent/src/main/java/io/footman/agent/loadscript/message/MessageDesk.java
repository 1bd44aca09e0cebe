package io.footman.agent.loadscript.message;

import io.footman.agent.destination.message.ScriptMessage;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Caller;
import io.footman.agent.rest.RestException;
import io.footman.agent.scriptmessage.MessageState;
import io.footman.agent.scriptmessage.MessageState.State;
import io.footman.agent.scriptmessage.RefusedMessageException;
import io.footman.agent.scriptmessage.ScriptMessages;
import io.footman.agent.scriptmessage.ScriptMessages.Accepted;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all message endpoints have in common: the key against repeats, the wait, and what the outcome means for the caller. */
@Singleton
@Requires(property = "entrance.rest")
final class MessageDesk {
    private static final String LOCATION = "/v4/messages/";

    private final ScriptMessages messages;

    MessageDesk(ScriptMessages messages) {
        this.messages = messages;
    }

    /**
     * Hands a message over and answers as soon as it is stored, or after the wait that the caller asks for.
     *
     * @param failure Butler's words for a message that could not be sent; they begin the error
     * @param answer made from what is known about the message
     */
    CompletionStage<HttpResponse<byte[]>> handOver(
            HttpRequest<?> request,
            ScriptMessage message,
            String failure,
            Function<MessageState, MutableHttpResponse<byte[]>> answer) {
        Duration wait = WaitParameter.read(request);
        Optional<String> key = IdempotencyParameter.read(request);
        if (!message.target().isEmpty()) {
            Audit.note(request, "target", message.target());
        }
        Caller caller = Caller.of(request);
        String sender = caller.kind() + ":" + caller.name();
        return guarded(() -> messages.accept(message, sender, key))
                .thenCompose(accepted -> {
                    Audit.note(request, "message", accepted.id());
                    return state(accepted, wait);
                })
                .thenApply(state -> {
                    if (state.state() == State.FAILED && !wait.isZero()) {
                        throw failed(failure, state);
                    }
                    return answer.apply(state).header("Location", LOCATION + state.id());
                });
    }

    /** What is known about a message now, or after the wait that the caller asks for. */
    CompletionStage<Optional<MessageState>> state(HttpRequest<?> request, String id) {
        Duration wait = WaitParameter.read(request);
        return guarded(() -> messages.state(id, wait));
    }

    private CompletionStage<MessageState> state(Accepted accepted, Duration wait) {
        String id = accepted.id();
        if (wait.isZero() && !accepted.repeated()) {
            return CompletableFuture.completedFuture(MessageState.accepted(id));
        }
        // It is stored, whatever happens to the journal now.
        return messages.state(id, wait)
                .exceptionally(failure -> Optional.empty())
                .thenApply(found -> found.orElseGet(() -> MessageState.accepted(id)));
    }

    private static RestException failed(String failure, MessageState state) {
        return RestException.of(
                HttpStatus.BAD_GATEWAY,
                failure + ": " + state.reason().orElse("internal")
                        + state.detail().map(detail -> " (" + detail + ")").orElse("") + ". Message " + state.id()
                        + " is kept as a dead letter of the agent and can be sent again from there");
    }

    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
        CompletionStage<T> stage;
        try {
            stage = call.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.exceptionallyCompose(failure -> CompletableFuture.failedFuture(explained(failure)));
    }

    private static Throwable explained(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedMessageException refused) {
            return RestException.of(
                    switch (refused.why()) {
                        case UNUSABLE -> HttpStatus.BAD_REQUEST;
                        case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
                        case KEY_TAKEN -> HttpStatus.UNPROCESSABLE_ENTITY;
                    },
                    String.valueOf(refused.getMessage()));
        }
        if (cause instanceof JournalUnavailableException) {
            return RestException.unavailable(
                    "The message was not accepted: the agent cannot store anything now. Try again later; its log and health tell"
                            + " the reason");
        }
        return cause;
    }
}
