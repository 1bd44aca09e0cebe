package io.footman.agent.intake.udp;

import io.footman.agent.intake.RefusalReason;
import io.footman.agent.intake.RefusedException;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a datagram into an event. Knows the messages of all eras of Butler's appender files on either port; a message
 * without a type is read as what its port is for, if its form proves that it is one.
 */
final class DatagramReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int SHOWN = 60;

    /** {@code host;task;app;user}, later with {@code ;message;level} (Butler UDP §7.1). */
    private static final int OLDEST_FIELDS = 4;

    private final SenseEvents events;
    private final Untyped untyped;

    /** How messages without a type are taken, which the oldest appender files send. */
    enum Untyped {
        /** As a failed task, when ids and date prove it. */
        PROVEN_TASKS,
        /** As a failed task, whatever they look like. */
        ANY_TASKS,
        /** As the activity of a user, when the command proves it. */
        USER_ACTIVITIES
    }

    DatagramReader(SenseEvents events, Untyped untyped) {
        this.events = events;
        this.untyped = untyped;
    }

    /**
     * Reads one datagram. Bytes that are no UTF-8 are replaced: better a name with a question mark than no alert.
     *
     * @throws RefusedException when it is none of the known messages
     */
    Event read(byte[] bytes, Instant at) throws RefusedException {
        Received received = new Received(text(bytes), at);
        String text = received.text();
        if (text.isBlank()) {
            throw new RefusedException(RefusalReason.MALFORMED, "empty");
        }
        int end = text.indexOf(';');
        Optional<DatagramType> type = DatagramType.of(end < 0 ? text : text.substring(0, end));
        if (type.isEmpty()) {
            return untyped(received);
        }
        String rest = end < 0 ? "" : text.substring(end + 1);
        return switch (type.get()) {
            case TASK_FAILED -> task(EventKind.ofUnknownTask(TaskOutcome.FAILED), rest, received);
            case TASK_ABORTED -> task(EventKind.ofUnknownTask(TaskOutcome.ABORTED), rest, received);
            case TASK_SUCCEEDED -> task(EventKind.ofUnknownTask(TaskOutcome.SUCCEEDED), rest, received);
            case DISTRIBUTION_ENDED -> task(EventKind.DISTRIBUTE_ENDED, rest, received);
            case TASK_EVENT -> taskEvent(rest, received);
            case ENGINE_RELOAD_FAILED ->
                events.engine(EngineMessage.read(rest).orElseThrow(() -> malformed("an engine")), received);
            case USER_ACTIVITY ->
                userActivity(ProxyMessage.read(rest).orElseThrow(() -> malformed("a user activity")), received);
        };
    }

    private Event task(EventKind kind, String rest, Received received) throws RefusedException {
        return events.task(kind, SchedulerMessage.read(rest).orElseThrow(() -> malformed("a scheduler")), received);
    }

    private Event taskEvent(String rest, Received received) throws RefusedException {
        SchedulerMessage message = SchedulerMessage.read(rest).orElseThrow(() -> malformed("a scheduler"));
        EventKind kind = message.toldKind()
                .orElseThrow(() -> new RefusedException(
                        RefusalReason.UNKNOWN_TYPE,
                        "a task event with the message \"" + shown(message.message()) + "\""));
        return events.task(kind, message, received);
    }

    private Event userActivity(ProxyMessage message, Received received) throws RefusedException {
        EventKind kind = message.kind()
                .orElseThrow(() -> new RefusedException(
                        RefusalReason.UNKNOWN_COMMAND, "command \"" + shown(message.command()) + "\""));
        return events.userActivity(kind, message, received);
    }

    private Event untyped(Received received) throws RefusedException {
        String text = received.text();
        RefusedException unknown = new RefusedException(
                RefusalReason.UNKNOWN_TYPE, "starts with \"" + shown(text.split(";", 2)[0]) + "\"");
        if (text.startsWith("/")) {
            throw unknown;
        }
        if (untyped == Untyped.USER_ACTIVITIES) {
            return userActivity(ProxyMessage.read(text).orElseThrow(() -> unknown), received);
        }
        EventKind failed = EventKind.ofUnknownTask(TaskOutcome.FAILED);
        Optional<SchedulerMessage> message = SchedulerMessage.read(text);
        if (message.filter(SchedulerMessage::provesItself).isPresent()) {
            return events.task(failed, message.get(), received);
        }
        if (untyped == Untyped.ANY_TASKS) {
            return events.task(failed, message.or(() -> oldest(text)).orElseThrow(() -> unknown), received);
        }
        throw unknown;
    }

    private static Optional<SchedulerMessage> oldest(String text) {
        String[] fields = text.split(";", -1);
        if (fields.length < OLDEST_FIELDS) {
            return Optional.empty();
        }
        boolean withLevel = fields.length > OLDEST_FIELDS + 1;
        String level = withLevel ? fields[fields.length - 1] : "";
        String message = withLevel ? text.split(";", OLDEST_FIELDS + 1)[OLDEST_FIELDS].replaceFirst(";[^;]*$", "") : "";
        return Optional.of(
                new SchedulerMessage(fields[0], fields[1], fields[2], fields[3], "", "", "", level, "", message));
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return (text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1)).stripTrailing();
    }

    private static RefusedException malformed(String what) {
        return new RefusedException(
                RefusalReason.MALFORMED, "the fields behind the type are not those of " + what + " message");
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
