package io.footman.agent.destination.newrelic;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events and log entries into accounts of New Relic's. */
final class NewRelicDestination implements Destination {
    private static final Logger LOG = LoggerFactory.getLogger(NewRelicDestination.class);
    /** New Relic keeps 128 KB of a log entry's text. */
    private static final int LONGEST_MESSAGE_BYTES = 120_000;
    /** Head and tail of the script log each, so that what stands around them is never cut away by them. */
    private static final int LOG_BUDGET_BYTES = 45_000;

    private final String name;
    private final NewRelicSettings settings;
    private final EventAttributes eventAttributes;
    private final Composer<String> composer;
    private final Composer<String> abortedComposer;
    private final OutgoingClient client;
    private final Clock clock;

    NewRelicDestination(
            String name,
            NewRelicSettings settings,
            EventAttributes eventAttributes,
            Composer<String> composer,
            Composer<String> abortedComposer,
            OutgoingClient client,
            Clock clock) {
        this.name = name;
        this.settings = settings;
        this.eventAttributes = eventAttributes;
        this.composer = composer;
        this.abortedComposer = abortedComposer;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    @Override
    public Recipients recipients(EventContext context) {
        List<String> unknown = settings.accounts().unknown(settings.feeds(), context);
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "event=unknown-account destination={} id={} accounts={} remedy=\"Correct the task's custom property,"
                            + " or add the account to footman.destinations.{}.accounts\"",
                    name,
                    context.event().id(),
                    unknown,
                    name);
        }
        return settings.accounts().recipients(settings.feeds(), context);
    }

    @Override
    public SendResult send(Alert alert) {
        String[] recipient = alert.recipient().split(":", 2);
        Optional<Account> account = recipient.length == 2
                ? Optional.ofNullable(settings.accounts().byName().get(recipient[1]))
                : Optional.empty();
        if (account.isEmpty()) {
            return new SendResult.Permanent(
                    FailureReason.RECIPIENT, "The account of " + alert.recipient() + " is not configured");
        }
        return recipient[0].equals(Feed.EVENT.label())
                ? sendEvent(alert, account.get())
                : sendLog(alert, account.get());
    }

    @Override
    public void close() {
        client.close();
    }

    private SendResult sendEvent(Alert alert, Account account) {
        Event event = alert.context().event();
        String base = settings.eventCall().address().toString().replaceAll("/+$", "");
        URI address = URI.create(base + "/v1/accounts/" + account.id() + "/events");
        byte[] body = Payload.event(
                Feed.EVENT.typeOf(event.kind().name()), event.time(), clock.instant(), attributes(Feed.EVENT, alert));
        return HttpResults.of(client.call(OutgoingRequest.postJson(address, headers(alert, account), body)));
    }

    private SendResult sendLog(Alert alert, Account account) {
        Event event = alert.context().event();
        Composer<String> ofKind = composer(event);
        Composed<String> composed = ofKind.compose(alert, LOG_BUDGET_BYTES);
        ofKind.report(alert, composed.problem());
        String message = TextCut.keepStart(composed.message(), LONGEST_MESSAGE_BYTES, TextCut.MARK, TextCut::utf8Bytes);
        byte[] body = Payload.log(
                Feed.LOG.typeOf(event.kind().name()),
                event.time(),
                clock.instant(),
                attributes(Feed.LOG, alert),
                message);
        URI address = settings.logCall().address();
        return HttpResults.of(
                client.call(OutgoingRequest.postJson(address, headers(alert, account), body)), composed.problem());
    }

    private Attributes attributes(Feed feed, Alert alert) {
        List<String> notes = new ArrayList<>(alert.notes());
        settings.accounts()
                .unknown(settings.feeds(), alert.context())
                .forEach(account -> notes.add("A custom property of the task names the New Relic account \"" + account
                        + "\", which is not configured."));
        Event event = alert.context().event();
        return eventAttributes.of(
                feed,
                composer(event).variables(alert, notes, 0),
                alert.context().traits(),
                notes);
    }

    private Composer<String> composer(Event event) {
        String kind = event.kind().name();
        return kind.endsWith("-aborted") || kind.endsWith("-canceled") ? abortedComposer : composer;
    }

    private Map<String, String> headers(Alert alert, Account account) {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.headers().forEach((header, value) -> headers.put(header, value.reveal()));
        headers.put("Api-Key", account.insertKey().reveal());
        headers.put(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key()));
        return headers;
    }
}
