package io.footman.model.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The attributes of one body, asked for by meaning; the CloudEvents spelling wins over the legacy one. */
final class Attributes {
    /** Longest value of an attribute that Footman works with, in characters; Qlik's own are below 100. */
    private static final int LONGEST = 1024;

    private final ObjectNode document;
    private final JsonNode extensions;

    Attributes(ObjectNode document) {
        this.document = document;
        JsonNode node = document.path("extensions");
        this.extensions = node.isObject() ? node : MissingNode.getInstance();
    }

    String required(String name, String legacyName) {
        return optional(name, legacyName)
                .orElseThrow(() ->
                        new MalformedEventException(name, "is missing", "Send a Qlik Cloud event with all attributes"));
    }

    /** As {@link #required}, where the legacy form keeps the attribute below {@code extensions}. */
    String requiredExtension(String name, String legacyName) {
        return optionalExtension(name, legacyName)
                .orElseThrow(() ->
                        new MalformedEventException(name, "is missing", "Send a Qlik Cloud event with all attributes"));
    }

    Optional<String> optional(String name, String legacyName) {
        return text(name, document.path(name)).or(() -> text(legacyName, document.path(legacyName)));
    }

    Optional<String> optionalExtension(String name, String legacyName) {
        return text(name, document.path(name)).or(() -> text("extensions." + legacyName, extensions.path(legacyName)));
    }

    Optional<Instant> time() {
        return optional("time", "eventTime").map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new MalformedEventException("time", "is no RFC 3339 time", "Send it as in 2026-11-20T08:15:31Z");
            }
        });
    }

    /** All attributes that have no component of their own in {@link QlikCloudEvent}. */
    Map<String, JsonNode> further() {
        Map<String, JsonNode> further = new TreeMap<>();
        extensions.properties().forEach(member -> {
            if (!isKnownExtension(member.getKey())) {
                further.put(member.getKey(), member.getValue());
            }
        });
        document.properties().forEach(member -> {
            if (!isKnown(member.getKey())) {
                further.put(member.getKey(), member.getValue());
            }
        });
        return Map.copyOf(further);
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case "id",
                    "type",
                    "source",
                    "time",
                    "tenantid",
                    "userid",
                    "ownerid",
                    "spaceid",
                    "toplevelresourceid",
                    "specversion",
                    "data",
                    "eventId",
                    "eventType",
                    "eventTime",
                    "cloudEventsVersion",
                    "extensions" -> true;
            default -> false;
        };
    }

    private static boolean isKnownExtension(String name) {
        return switch (name) {
            case "tenantId", "userId", "ownerId", "spaceId", "topLevelResourceId" -> true;
            default -> false;
        };
    }

    private static Optional<String> text(String field, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new MalformedEventException(field, "is no text", "Send it as a JSON string");
        }
        String text = node.textValue();
        if (text.length() > LONGEST) {
            throw new MalformedEventException(
                    field, "is longer than " + LONGEST + " characters", "Send Qlik's own value");
        }
        if (!isPrintable(text)) {
            throw new MalformedEventException(
                    field, "holds a control character or half a surrogate pair", "Send printable text");
        }
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    /** What CloudEvents 1.0 §3.1 allows in a string attribute. */
    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
