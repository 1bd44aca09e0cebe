package io.footman.agent.intake.udp;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Makes Footman's events of the messages of a client-managed site, with facts under Butler's names (Butler UDP §3). */
final class SenseEvents {
    /** Farther from the time of receipt, a log time was written in another time zone or by a wrong clock. */
    private static final Duration BELIEVED = Duration.ofMinutes(10);

    private static final int DIGEST_BYTES = 16;

    private final String site;
    private final ZoneId zone;

    /**
     * Events of one site.
     *
     * @param site its configured name
     * @param zone of the log times, which name none
     */
    SenseEvents(String site, ZoneId zone) {
        this.site = site;
        this.zone = zone;
    }

    Event task(EventKind kind, SchedulerMessage message, Received received) {
        Map<String, Object> facts = new HashMap<>();
        put(facts, "hostName", FieldText.name(message.host()));
        put(facts, "taskName", FieldText.name(message.task()));
        put(facts, "appName", FieldText.name(message.app()));
        put(facts, "user", FieldText.name(message.user()));
        put(facts, "taskId", FieldText.id(message.taskId()));
        put(facts, "appId", FieldText.id(message.appId()));
        put(facts, "logTimeStamp", FieldText.name(message.date()));
        put(facts, "logLevel", FieldText.name(message.level()));
        put(facts, "executionId", FieldText.id(message.executionId()));
        put(facts, "logMessage", FieldText.message(message.message()));
        Subject subject = new Subject(
                Subject.Type.TASK, FieldText.id(message.taskId()).orElse(""), FieldText.name(message.task()));
        String id = FieldText.id(message.executionId())
                .map(execution -> prefix(kind) + execution + ":" + subject.id())
                .orElseGet(() -> digest(kind, received));
        return event(id, kind, time(message.date(), received), subject, facts);
    }

    Event engine(EngineMessage message, Received received) {
        Map<String, Object> facts = new HashMap<>();
        put(facts, "hostName", FieldText.name(message.host()));
        put(facts, "appId", FieldText.id(message.appId()));
        put(facts, "sessionId", FieldText.name(message.sessionId()));
        putUser(facts, message.userDirectory(), message.userId());
        put(facts, "logTimeStamp", FieldText.name(message.date()));
        put(facts, "logLevel", FieldText.name(message.level()));
        put(facts, "logMessage", FieldText.message(message.message()));
        Subject subject =
                new Subject(Subject.Type.APP, FieldText.id(message.appId()).orElse(""), Optional.empty());
        EventKind kind = EventKind.ENGINE_RELOAD_FAILED;
        return event(digest(kind, received), kind, time(message.date(), received), subject, facts);
    }

    Event userActivity(EventKind kind, ProxyMessage message, Received received) {
        Map<String, Object> facts = new HashMap<>();
        put(facts, "hostName", FieldText.name(message.host()));
        put(facts, "command", FieldText.name(message.command()));
        String user = putUser(facts, message.userDirectory(), message.userId());
        put(facts, "origin", FieldText.name(message.origin()));
        put(facts, "context", FieldText.name(message.context()));
        put(facts, "appId", message.appId());
        put(facts, "logMessage", FieldText.message(message.message()));
        Subject subject = new Subject(Subject.Type.USER, user, Optional.empty());
        return event(digest(kind, received), kind, received.at(), subject, facts);
    }

    private Event event(String id, EventKind kind, Instant time, Subject subject, Map<String, Object> facts) {
        EventSource source = new EventSource(EventSource.Platform.QLIK_SENSE, site);
        return new Event(id, id, kind, time, source, subject, facts);
    }

    private String prefix(EventKind kind) {
        return "qlik-sense:" + site + ":" + kind.name() + ":";
    }

    /** Without an id of Qlik's: the same bytes within the same second are the same message. */
    private String digest(EventKind kind, Received received) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(received.text().getBytes(StandardCharsets.UTF_8));
            sha.update(Long.toString(received.at().getEpochSecond()).getBytes(StandardCharsets.US_ASCII));
            return prefix(kind) + HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private Instant time(String logTime, Received received) {
        try {
            Instant time = LocalDateTime.parse(logTime.strip().replace(' ', 'T').replace(',', '.'))
                    .atZone(zone)
                    .toInstant();
            Duration apart = Duration.between(time, received.at()).abs();
            return apart.compareTo(BELIEVED) > 0 ? received.at() : time;
        } catch (DateTimeException e) {
            return received.at();
        }
    }

    private static String putUser(Map<String, Object> facts, String directory, String id) {
        Optional<String> directoryName = FieldText.name(directory);
        Optional<String> userId = FieldText.name(id);
        put(facts, "userDirectory", directoryName);
        put(facts, "userId", userId);
        String user = directoryName.map(name -> name + "\\").orElse("") + userId.orElse("");
        if (!user.isEmpty()) {
            facts.put("user", user);
        }
        return user;
    }

    private static void put(Map<String, Object> facts, String name, Optional<String> value) {
        value.ifPresent(text -> facts.put(name, text));
    }
}
