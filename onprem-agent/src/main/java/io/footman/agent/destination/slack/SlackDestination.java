package io.footman.agent.destination.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.destination.support.FittingJson;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.Mode;
import io.footman.agent.http.CallOutcome;
import io.footman.agent.http.CallOutcome.Answered;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.model.FailureReason;
import java.util.Map;
import java.util.Optional;

/** Posts alerts to one incoming webhook of Slack or of a server that speaks its language. */
final class SlackDestination implements Destination {
    private static final String BASIC_LAYOUT = "basic";
    private static final int BAD_REQUEST = 400;

    private final SlackSettings settings;
    private final Composer<ObjectNode> composer;
    private final OutgoingClient client;

    SlackDestination(SlackSettings settings, Composer<ObjectNode> composer, OutgoingClient client) {
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
        Optional<Composed<ObjectNode>> composed = FittingJson.fit(
                budget -> compose(alert, budget), SlackLimits.LOG_BUDGET, SlackLimits.LONGEST_MESSAGE_BYTES);
        if (composed.isEmpty()) {
            return tooLarge();
        }
        CallOutcome outcome = post(alert, composed.get().message());
        if (usedUserTemplate(alert, composed.get())
                && outcome instanceof Answered answer
                && answer.status() == BAD_REQUEST) {
            return sendDefaultInstead(alert, answer);
        }
        composer.report(alert, composed.get().problem());
        return result(outcome, composed.get().problem());
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

    private boolean usedUserTemplate(Alert alert, Composed<ObjectNode> composed) {
        return settings.mode() == Mode.FORMATTED && composed.problem().isEmpty() && composer.hasUserTemplate(alert);
    }

    /** A template can give valid JSON that Slack refuses; the alert still has to get through. */
    private SendResult sendDefaultInstead(Alert alert, Answered refused) {
        String problem = "Slack refused what the template gives: " + HttpResults.detail(refused);
        Composed<ObjectNode> composed = composer.composeInstead(alert, problem, SlackLimits.LOG_BUDGET);
        composer.report(alert, composed.problem());
        return result(post(alert, composed.message()), composed.problem());
    }

    private CallOutcome post(Alert alert, ObjectNode message) {
        ObjectNode body = JsonText.object();
        settings.username().ifPresent(name -> body.put("username", name));
        settings.channel().ifPresent(channel -> body.put("channel", channel));
        settings.iconEmoji().ifPresent(emoji -> body.put("icon_emoji", emoji));
        body.setAll(message);
        return client.call(OutgoingRequest.postJson(
                settings.call().address(),
                Map.of(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key())),
                JsonText.bytes(body)));
    }

    private static SendResult result(CallOutcome outcome, Optional<String> problem) {
        if (outcome instanceof Answered answer && answer.status() == 200 && !SlackAnswers.accepted(answer.excerpt())) {
            // A proxy or a login page answers 200 too: nothing has reached Slack.
            return new SendResult.Retryable(
                    FailureReason.SERVER_ERROR, "HTTP 200 without Slack's ok: " + answer.excerpt());
        }
        return SlackAnswers.explained(HttpResults.of(outcome, problem));
    }

    private static SendResult tooLarge() {
        return new SendResult.Permanent(
                FailureReason.TOO_LARGE,
                "The message is larger than Slack takes (" + SlackLimits.LONGEST_MESSAGE_BYTES
                        + " bytes), even after cutting. Make the template shorter");
    }
}
