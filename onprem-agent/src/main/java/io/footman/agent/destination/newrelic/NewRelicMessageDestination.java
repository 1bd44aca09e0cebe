package io.footman.agent.destination.newrelic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.message.MessageDestination;
import io.footman.agent.destination.message.NewRelicEvent;
import io.footman.agent.destination.message.NewRelicMetric;
import io.footman.agent.destination.message.ScriptMessage;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.JsonText;
import io.footman.agent.http.CallOutcome;
import io.footman.agent.http.CallOutcome.Answered;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes metrics and events of load scripts into New Relic's accounts, as Butler does (Butler REST API §3.9). */
final class NewRelicMessageDestination implements MessageDestination {
    /** New Relic drops a whole metric that has more (docs.newrelic.com, Metric API limits). */
    static final int MOST_METRIC_ATTRIBUTES = 100;

    /** Of an event's 254, two are its type and its time. */
    static final int MOST_EVENT_ATTRIBUTES = 252;

    /** New Relic accepts what is older and silently drops it: 48 hours for metrics, 24 for events, less some minutes. */
    private static final Duration METRIC_AGE = Duration.ofHours(47);

    private static final Duration EVENT_AGE = Duration.ofHours(23);
    private static final Set<Integer> METRIC_ACCEPTED = Set.of(202);
    private static final Set<Integer> EVENT_ACCEPTED = Set.of(200, 202);

    private final NewRelicMessageSettings settings;
    private final OutgoingClient client;
    private final Clock clock;

    NewRelicMessageDestination(NewRelicMessageSettings settings, OutgoingClient client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    /** One delivery for each account, so that each is retried on its own. */
    @Override
    public Recipients recipients(EventContext context) {
        return new Recipients(settings.of(context.event().kind()).accounts(), "No account is configured");
    }

    @Override
    public Optional<SendResult.Permanent> refusal(ScriptMessage message) {
        int most = message instanceof NewRelicMetric ? MOST_METRIC_ATTRIBUTES : MOST_EVENT_ATTRIBUTES;
        int count = attributes(message).size();
        return count <= most
                ? Optional.empty()
                : Optional.of(new SendResult.Permanent(
                        FailureReason.TOO_LARGE,
                        "attributes are " + count + " with those of the configuration; New Relic takes " + most
                                + ". Leave some out"));
    }

    @Override
    public SendResult send(Alert alert, ScriptMessage message) {
        Optional<Account> account = Optional.ofNullable(settings.accounts().get(alert.recipient()));
        if (account.isEmpty()) {
            return new SendResult.Permanent(
                    FailureReason.RECIPIENT, "The account " + alert.recipient() + " is not configured");
        }
        boolean metric = message instanceof NewRelicMetric;
        Duration age = Duration.between(alert.context().event().time(), clock.instant());
        if (age.compareTo(metric ? METRIC_AGE : EVENT_AGE) > 0) {
            return new SendResult.Permanent(
                    FailureReason.TIMEOUT,
                    "New Relic could not be reached for " + age.toHours() + " hours, and drops what is so old");
        }
        if (message instanceof NewRelicMetric measured) {
            URI address = settings.metricCall().address();
            return result(call(alert, account.get(), address, body(alert, measured)), METRIC_ACCEPTED);
        }
        JsonNode body = body(alert, (NewRelicEvent) message);
        return result(call(alert, account.get(), eventAddress(account.get()), body), EVENT_ACCEPTED);
    }

    @Override
    public void close() {
        client.close();
    }

    private CallOutcome call(Alert alert, Account account, URI address, JsonNode body) {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.headers().forEach((header, value) -> headers.put(header, value.reveal()));
        headers.put("Api-Key", account.insertKey().reveal());
        headers.put(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key()));
        return client.call(OutgoingRequest.postJson(address, headers, JsonText.bytes(body)));
    }

    /** A success that New Relic does not give comes from a proxy or a login page. */
    private static SendResult result(CallOutcome outcome, Set<Integer> accepted) {
        if (outcome instanceof Answered answer && answer.status() / 100 == 2 && !accepted.contains(answer.status())) {
            return new SendResult.Retryable(
                    FailureReason.SERVER_ERROR,
                    "An answer that New Relic does not give: " + HttpResults.detail(answer));
        }
        return HttpResults.of(outcome);
    }

    private URI eventAddress(Account account) {
        String base = settings.eventCall().address().toString().replaceAll("/+$", "");
        return URI.create(base + "/v1/accounts/" + account.id() + "/events");
    }

    private JsonNode body(Alert alert, NewRelicMetric metric) {
        ArrayNode body = JsonText.object().arrayNode();
        ObjectNode entry = body.addObject();
        ObjectNode common = entry.putObject("common").put("timestamp", time(alert, metric.timestamp()));
        ObjectNode attributes = common.putObject("attributes");
        attributes(metric).forEach(attributes::put);
        ObjectNode values =
                entry.putArray("metrics").addObject().put("name", metric.name()).put("type", "gauge");
        if (metric.value() == Math.rint(metric.value()) && Math.abs(metric.value()) < Long.MAX_VALUE) {
            values.put("value", (long) metric.value());
        } else {
            values.put("value", metric.value());
        }
        return body;
    }

    private JsonNode body(Alert alert, NewRelicEvent event) {
        ObjectNode body = JsonText.object();
        body.put("eventType", event.eventType()).put("timestamp", time(alert, event.timestamp()));
        attributes(event).forEach((name, value) -> {
            if (!body.has(name)) {
                body.put(name, value);
            }
        });
        return body;
    }

    /** However late it is sent, it tells when the script said it. */
    private static long time(Alert alert, Optional<Long> timestamp) {
        return timestamp.orElseGet(() -> alert.context().event().time().toEpochMilli());
    }

    /** Those of the configuration first; the script's override them. */
    private Map<String, String> attributes(ScriptMessage message) {
        Map<String, String> attributes =
                new LinkedHashMap<>(settings.of(message.kind()).attributes().values());
        attributes.putAll(
                message instanceof NewRelicMetric metric
                        ? metric.attributes()
                        : ((NewRelicEvent) message).attributes());
        return attributes;
    }
}
