package io.footman.agent.journal.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.ScriptLog;
import io.footman.agent.model.Traits;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events and contexts as they are stored. Fields that a newer release adds are ignored by an older one. */
final class StoredJson {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    /**
     * A context without its event, which is stored once, and without its script log, which is stored compressed.
     *
     * @param kind what the look-ups found the event to be, as {@code occurrence}; absent in contexts of earlier releases
     */
    private record Findings(
            @Nullable String kind,
            @Nullable String occurrence,
            Map<String, Object> variables,
            Traits traits,
            List<String> gaps) {
        static Findings of(EventContext context) {
            Event event = context.event();
            return new Findings(
                    event.kind().name(), event.occurrence(), context.variables(), context.traits(), context.gaps());
        }

        Event event(Event received) {
            return kind == null || occurrence == null ? received : received.known(new EventKind(kind), occurrence);
        }
    }

    /** A context as stored. */
    record Packed(String findings, byte @Nullable [] scriptLog) {
        /** Bytes, near enough for the size of the history. */
        long size() {
            return findings.length() + (scriptLog == null ? 0L : scriptLog.length);
        }
    }

    /** @throws IllegalArgumentException when the event holds something that is no JSON type */
    String write(Event event) {
        return writeAny(event);
    }

    /** @throws UnreadableException when the text is not what {@link #write} wrote */
    Event readEvent(String text) {
        return read(text, Event.class);
    }

    String writeTexts(List<String> texts) {
        return writeAny(texts);
    }

    /** @throws UnreadableException when the text is not what {@link #writeTexts} wrote */
    List<String> readTexts(String text) {
        return List.of(read(text, String[].class));
    }

    /** @throws IllegalArgumentException when the context holds something that is no JSON type */
    Packed pack(EventContext context) {
        String findings = writeAny(Findings.of(context));
        return new Packed(findings, context.scriptLog().map(ScriptLog::packed).orElse(null));
    }

    /**
     * @param packed absent for an event that has not been routed
     * @throws UnreadableException when body or context cannot be read
     */
    EventContext unpack(String body, @Nullable Packed packed) {
        Event event = readEvent(body);
        if (packed == null) {
            return EventContext.of(event);
        }
        Findings findings = read(packed.findings(), Findings.class);
        Optional<ScriptLog> log = Optional.ofNullable(packed.scriptLog()).map(StoredJson::unpackLog);
        return new EventContext(findings.event(event), findings.variables(), findings.traits(), log, findings.gaps());
    }

    /** A stored row that is damaged. It is given up, so that its neighbours can go on. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private String writeAny(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This cannot be stored as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw new UnreadableException("The stored " + type.getSimpleName() + " is null", null);
            }
            return value;
        } catch (JsonProcessingException e) {
            // Jackson's message may quote the text; only its place is told.
            String where = e.getLocation() == null
                    ? ""
                    : " at offset " + e.getLocation().getCharOffset();
            throw new UnreadableException("The stored " + type.getSimpleName() + " cannot be read" + where, e);
        }
    }

    private static ScriptLog unpackLog(byte[] packed) {
        try {
            return ScriptLog.ofPacked(packed);
        } catch (UncheckedIOException e) {
            throw new UnreadableException("The stored script log cannot be read", e);
        }
    }
}
