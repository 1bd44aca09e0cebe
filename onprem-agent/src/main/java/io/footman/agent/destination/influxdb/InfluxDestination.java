package io.footman.agent.destination.influxdb;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.influxdb.WriteApi.Schema;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.http.CallOutcome;
import io.footman.agent.http.CallOutcome.Answered;
import io.footman.agent.http.OutgoingClient;
import io.footman.agent.http.OutgoingRequest;
import io.footman.agent.http.OutgoingRequest.Body;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one point for each event. */
final class InfluxDestination implements Destination {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxDestination.class);
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final int NOT_FOUND = 404;

    private final String name;
    private final InfluxSettings settings;
    private final OutgoingClient client;
    private final TaskPoints tasks;
    private final OtherPoints others;

    InfluxDestination(String name, InfluxSettings settings, OutgoingClient client) {
        this.name = name;
        this.settings = settings;
        this.client = client;
        ExecutionLog log = new ExecutionLog(settings.failedLog(), settings.succeededLog());
        this.tasks = new TaskPoints(log, settings.butlerNames());
        this.others = new OtherPoints(log);
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    @Override
    public SendResult send(Alert alert) {
        Body line = new Body(PLAIN, LineProtocol.of(point(alert)).getBytes(StandardCharsets.UTF_8));
        URI address = settings.api().address(settings.call().address());
        OutgoingRequest write = new OutgoingRequest("POST", address, headers(alert), Optional.of(line));
        CallOutcome outcome = client.call(write);
        Optional<Schema> schema = settings.api().schema();
        if (schema.isPresent() && isMissing(outcome)) {
            Optional<SendResult> refused = create(schema.get(), alert);
            if (refused.isPresent()) {
                return refused.get();
            }
            outcome = client.call(write);
        }
        return told(HttpResults.of(outcome));
    }

    @Override
    public void close() {
        client.close();
    }

    private Point point(Alert alert) {
        EventContext context = alert.context();
        Event event = context.event();
        Point.Builder point = new Point.Builder();
        settings.staticTags().forEach(point::tag);
        String measurement =
                TaskPoints.handles(event.kind()) ? tasks.fill(point, context) : others.fill(point, context);
        if (settings.appTags()) {
            context.traits().appTags().forEach(tag -> point.tag("appTag_" + tag, "true"));
        }
        if (settings.taskTags()) {
            context.traits().taskTags().forEach(tag -> point.tag("taskTag_" + tag, "true"));
        }
        point.field("notes", String.join(" ", alert.notes()));
        return point.build(measurement, OtherPoints.time(event));
    }

    /** A 1.x server makes no databases by itself. Both statements do nothing where that is done already. */
    private Optional<SendResult> create(Schema schema, Alert alert) {
        String database = quoted(schema.database());
        Optional<SendResult> refused = query("CREATE DATABASE " + database, alert);
        if (refused.isEmpty() && schema.policy().isPresent()) {
            String keep = schema.keep().isZero() ? "INF" : schema.keep().toSeconds() + "s";
            refused = query(
                    "CREATE RETENTION POLICY " + quoted(schema.policy().get()) + " ON " + database + " DURATION " + keep
                            + " REPLICATION 1 DEFAULT",
                    alert);
        }
        if (refused.isEmpty()) {
            LOG.info("event=influxdb-database-created destination={} database={}", name, schema.database());
        }
        return refused;
    }

    /** A refused statement is answered with 200 too; the write that follows tells whether that matters. */
    private Optional<SendResult> query(String statement, Alert alert) {
        URI address = WriteApi.address(settings.call().address(), "/query", Map.of("q", statement));
        SendResult result =
                HttpResults.of(client.call(new OutgoingRequest("POST", address, headers(alert), Optional.empty())));
        return result instanceof SendResult.Delivered ? Optional.empty() : Optional.of(told(result));
    }

    /** 1.x answers 404 for a missing database and 500 for a missing retention policy. */
    private static boolean isMissing(CallOutcome outcome) {
        return outcome instanceof Answered answer
                && (answer.status() == NOT_FOUND && answer.excerpt().contains("not found")
                        || answer.excerpt().contains("retention policy not found"));
    }

    /** Which database it was: in the server's own words its name is hidden like every part of the address. */
    private SendResult told(SendResult result) {
        String shown = settings.api().shown() + ": ";
        return result.fold(
                delivered -> delivered,
                retryable -> new SendResult.Retryable(
                        retryable.reason(), shown + retryable.detail(), retryable.retryAfter()),
                permanent -> new SendResult.Permanent(permanent.reason(), shown + permanent.detail()));
    }

    private Map<String, String> headers(Alert alert) {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.api()
                .login()
                .ifPresent(login -> headers.put("Authorization", login.header().reveal()));
        headers.put(IdempotencyKey.HEADER, IdempotencyKey.of(alert.key()));
        return headers;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
