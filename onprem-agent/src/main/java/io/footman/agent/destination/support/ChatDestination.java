package io.footman.agent.destination.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.http.CallOutcome;
import io.footman.agent.http.CallOutcome.Answered;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.model.FailureReason;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Posts alerts to one webhook of a chat service. */
public final class ChatDestination implements Destination {
    private static final String BASIC_LAYOUT = "basic";
    private static final int BAD_REQUEST = 400;

    private final ChatService service;
    private final ChatSettings settings;
    private final Composer<ObjectNode> composer;
    private final OutgoingClient client;

    public ChatDestination(
            ChatService service, ChatSettings settings, Composer<ObjectNode> composer, OutgoingClient client) {
        this.service = service;
        this.settings = settings;
        this.composer = composer;
        this.client = client;
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    @Override
    public SendResult send(Alert alert) {
        Optional<Composed<ObjectNode>> composed = fit(budget -> compose(alert, budget));
        if (composed.isEmpty()) {
            return tooLarge();
        }
        CallOutcome outcome = post(alert, composed.get().message());
        if (composed.get().byUser() && outcome instanceof Answered answer && answer.status() == BAD_REQUEST) {
            return sendDefaultInstead(alert, answer);
        }
        composer.report(alert, composed.get().problem());
        return service.result(outcome, composed.get().problem());
    }

    @Override
    public void close() {
        client.close();
    }

    private Composed<ObjectNode> compose(Alert alert, int logBudget) {
        return settings.mode() == Mode.BASIC
                ? composer.composeShipped(BASIC_LAYOUT, alert)
                : composer.compose(alert, logBudget);
    }

    private Optional<Composed<ObjectNode>> fit(IntFunction<Composed<ObjectNode>> compose) {
        return FittingJson.fit(compose, service.logBudget(), service.longestBytes());
    }

    /** A template can give valid JSON that the service refuses; the alert still has to get through. */
    private SendResult sendDefaultInstead(Alert alert, Answered refused) {
        String problem = service.name() + " refused what the template gives: " + HttpResults.detail(refused);
        Optional<Composed<ObjectNode>> composed = fit(budget -> composer.composeInstead(alert, problem, budget));
        composer.report(alert, Optional.of(problem));
        return composed.map(message -> service.result(post(alert, message.message()), message.problem()))
                .orElseGet(this::tooLarge);
    }

    private CallOutcome post(Alert alert, ObjectNode message) {
        return client.call(OutgoingRequest.postJson(
                settings.call().address(),
                Map.of(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key())),
                JsonText.bytes(service.body(message))));
    }

    private SendResult tooLarge() {
        return new SendResult.Permanent(
                FailureReason.TOO_LARGE,
                "The message is larger than " + service.name() + " takes (" + service.longestBytes()
                        + " bytes), even after cutting. Make the template shorter");
    }
}
