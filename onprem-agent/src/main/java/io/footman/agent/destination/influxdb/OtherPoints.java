package io.footman.agent.destination.influxdb;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.zip.CRC32;

/** Points about everything that is no task: the measurement is the event kind, tags have names like those of tasks. */
final class OtherPoints {
    private static final Set<EventKind> RELOADS =
            Set.of(EventKind.APP_RELOAD_FAILED, EventKind.APP_RELOAD_SUCCEEDED, EventKind.APP_RELOAD_CANCELED);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ExecutionLog log;

    OtherPoints(ExecutionLog log) {
        this.log = log;
    }

    /** Fills in tags and fields and tells the measurement. */
    String fill(Point.Builder point, EventContext context) {
        Event event = context.event();
        Values values = new Values(context.variables());
        point.tag("source", event.source().name());
        if (event.subject().type() == Subject.Type.USER) {
            userActivity(point, values);
        } else {
            other(point, event, values);
        }
        point.field("log_timestamp", values.text("logTimeStamp", event.time().toString()))
                .field("log_message", values.text("logMessage", values.text("errorMessage")));
        if (RELOADS.contains(event.kind())) {
            reload(point, context, values);
        }
        return event.kind().name().replaceAll("[^A-Za-z0-9]+", "_");
    }

    /**
     * The time of a point. Nothing but the time tells two connections of one user apart, and they may open in the same
     * millisecond: what is below a millisecond comes from the event's id, so that it is the same in every attempt.
     */
    static Instant time(Event event) {
        if (event.subject().type() != Subject.Type.USER) {
            return event.time();
        }
        CRC32 digest = new CRC32();
        digest.update(event.id().getBytes(StandardCharsets.UTF_8));
        return Instant.ofEpochMilli(event.time().toEpochMilli()).plusNanos(digest.getValue() % NANOS_PER_MILLI);
    }

    private static void userActivity(Point.Builder point, Values values) {
        String directory = values.text("userDirectory");
        String id = values.text("userId");
        point.tag("host", values.text("hostName"))
                .tag("user", directory.isEmpty() ? id : directory + "/" + id)
                .tag("user_directory", directory)
                .tag("user_id", id)
                .tag("origin", values.text("origin"))
                .field("command", values.text("command"))
                .field("context", values.text("context"))
                .field("app_id", values.text("appId"));
    }

    private static void other(Point.Builder point, Event event, Values values) {
        String name = event.subject().name().orElse("");
        if (event.subject().type() == Subject.Type.APP) {
            point.tag("app_id", values.text("appId", event.subject().id()))
                    .tag("app_name", values.text("appName", name));
        } else {
            point.tag("subject_id", event.subject().id()).tag("subject_name", name);
        }
        String user = values.text("user", values.text("userName", values.text("userId")));
        point.tag("host", values.text("hostName")).tag("user", user.replace('\\', '/'));
    }

    private void reload(Point.Builder point, EventContext context, Values values) {
        point.tag("reload_trigger", values.text("reloadTrigger"))
                .tag("error_code", values.text("errorCode"))
                .field("reload_id", values.text("reloadId"))
                .field("error_message", values.text("errorMessage"));
        values.execution(point);
        log.fill(point, context);
    }
}
