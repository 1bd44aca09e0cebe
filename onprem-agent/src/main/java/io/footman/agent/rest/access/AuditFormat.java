package io.footman.agent.rest.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.footman.agent.rest.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An entry as one line of JSON. Everything but printable ASCII is escaped: no caller can begin a line of his own or turn the
 * writing direction in the terminal of who reads.
 */
final class AuditFormat {
    private static final int LONGEST_TEXT = 1_000;

    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Appends the line to {@code out}. */
    void write(AuditEntry entry, OutputStream out) throws IOException {
        try (JsonGenerator line = json.createGenerator(out)) {
            line.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            line.writeStartObject();
            line.writeStringField("time", entry.time().toString());
            Optional<Caller> caller = entry.caller();
            if (caller.isPresent()) {
                Caller who = caller.get();
                text(line, "by", who.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                text(line, "caller", who.name());
                if (who.kind() == Caller.Kind.API_KEY) {
                    text(line, "keyId", who.id());
                }
            }
            text(line, "address", entry.address());
            text(line, "method", entry.method());
            text(line, "path", entry.path());
            if (!entry.parameters().isEmpty()) {
                text(line, "parameters", String.join(",", entry.parameters()));
            }
            if (entry.endpoint().isPresent()) {
                text(line, "endpoint", entry.endpoint().get());
            }
            about(line, entry.about());
            line.writeNumberField("status", entry.status());
            line.writeNumberField("ms", entry.millis());
            if (entry.repeated() > 1) {
                line.writeNumberField("calls", entry.repeated());
            }
            line.writeEndObject();
            line.writeRaw('\n');
        }
    }

    private static void about(JsonGenerator line, Map<String, String> about) throws IOException {
        if (!about.isEmpty()) {
            line.writeObjectFieldStart("about");
            for (Map.Entry<String, String> note : about.entrySet()) {
                text(line, note.getKey(), note.getValue());
            }
            line.writeEndObject();
        }
    }

    private static void text(JsonGenerator line, String field, String value) throws IOException {
        line.writeStringField(
                field, value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) + "… (cut)" : value);
    }
}
