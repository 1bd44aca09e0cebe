package io.footman.agent.destination.newrelic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.support.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;

/** The bodies of New Relic's two interfaces (Butler alerts §9), never larger than it takes. */
final class Payload {
    /** What both interfaces take in one call. */
    private static final int LARGEST_BYTES = 1_000_000;
    /** Longer values are refused in events, and cannot be searched in log entries. */
    private static final int LONGEST_VALUE_BYTES = 4_094;
    /** A time further away is refused; the message is then filed under the time it arrives. */
    private static final Duration EVENT_AGE = Duration.ofHours(23);

    private static final Duration LOG_AGE = Duration.ofHours(47);
    private static final String TIMESTAMP = "timestamp";

    private Payload() {}

    static byte[] event(String type, Instant time, Instant now, Attributes attributes) {
        return fitting(longest -> {
            ObjectNode event = attributes.json(longest).put("eventType", type);
            if (isWithin(EVENT_AGE, time, now)) {
                event.put(TIMESTAMP, time.toEpochMilli());
            }
            return array(event);
        });
    }

    static byte[] log(String type, Instant time, Instant now, Attributes attributes, String message) {
        return fitting(longest -> {
            ObjectNode entry = JsonText.object().put("message", message);
            if (isWithin(LOG_AGE, time, now)) {
                entry.put(TIMESTAMP, time.toEpochMilli());
            }
            ObjectNode body = JsonText.object();
            body.putObject("common").set("attributes", attributes.json(longest).put("logtype", type));
            body.putArray("logs").add(entry);
            return array(body);
        });
    }

    private static byte[] fitting(IntFunction<JsonNode> body) {
        int longest = LONGEST_VALUE_BYTES;
        byte[] bytes = JsonText.bytes(body.apply(longest));
        while (bytes.length > LARGEST_BYTES && longest > 1) {
            longest /= 2;
            bytes = JsonText.bytes(body.apply(longest));
        }
        return bytes;
    }

    private static boolean isWithin(Duration age, Instant time, Instant now) {
        return Duration.between(time, now).abs().compareTo(age) < 0;
    }

    private static ArrayNode array(ObjectNode entry) {
        ArrayNode array = entry.arrayNode();
        array.add(entry);
        return array;
    }
}
