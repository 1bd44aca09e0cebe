package io.footman.agent.destination.signl4;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import java.util.Map;

/** Raises an alert in SIGNL4, or closes it (Butler alerts §9; docs.signl4.com, integrations, webhook). */
final class Signl4Destination implements Destination {
    /** SIGNL4 names no limit. What is read on a phone at night need not be longer; the rest is in the app's log. */
    private static final int LONGEST_MESSAGE = 4_000;

    private static final int LONGEST_TITLE = 200;

    private static final String NEW = "new";
    private static final String RESOLVED = "resolved";

    private final Signl4Settings settings;
    private final Composer<String> composer;
    private final OutgoingClient client;

    Signl4Destination(Signl4Settings settings, Composer<String> composer, OutgoingClient client) {
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
        Composed<String> composed = composer.compose(alert);
        composer.report(alert, composed.problem());
        OutgoingRequest request = OutgoingRequest.postJson(
                settings.call().address(),
                Map.of(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key())),
                JsonText.bytes(body(alert, composed.message())));
        return HttpResults.of(client.call(request), composed.problem());
    }

    @Override
    public void close() {
        client.close();
    }

    private ObjectNode body(Alert alert, String message) {
        Event event = alert.context().event();
        boolean success = Outcome.of(event.kind()) == Outcome.SUCCEEDED;
        return JsonText.object()
                .put("Title", TextCut.keepStart(title(alert), LONGEST_TITLE))
                .put("Message", TextCut.keepStart(message, LONGEST_MESSAGE))
                .put("Severity", settings.severities().of(event.kind()))
                .put("X-S4-Service", settings.service())
                .put("X-S4-ExternalID", subject(alert.context()))
                .put("X-S4-Status", success ? RESOLVED : NEW);
    }

    private String title(Alert alert) {
        Event event = alert.context().event();
        return settings.ownTitle()
                ? String.valueOf(
                        composer.variables(alert, alert.notes(), LONGEST_TITLE).get(MessageVariables.HEADLINE))
                : Titles.of(event.kind(), event.source());
    }

    /** What a failure and the success after it have in common: the task, or the app that no task reloads. */
    private static String subject(EventContext context) {
        return context.variables().get("taskId") instanceof String task && !task.isBlank()
                ? task
                : context.event().subject().id();
    }
}
