package io.footman.agent.rest.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.rest.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file's content: {@code {"version":1,"keys":[{"id","name","scopes","sha256","created","expires"}]}}. Read strictly: what
 * is not exactly as it was written makes the whole file unusable, because half a file could hold a key that was revoked or miss
 * the end of one.
 */
final class ApiKeyFormat {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ApiKeyFormat() {}

    static String write(ApiKeys keys) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ArrayNode list = root.putArray("keys");
        for (ApiKey key : keys.list()) {
            ObjectNode entry = list.addObject().put("id", key.id()).put("name", key.name());
            ArrayNode scopes = entry.putArray("scopes");
            key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.label()));
            entry.put("sha256", key.digest().hex()).put("created", key.created().toString());
            key.expires().ifPresent(end -> entry.put("expires", end.toString()));
        }
        return root.toPrettyString() + "\n";
    }

    /** @throws IllegalArgumentException saying what is wrong, without quoting the content */
    static ApiKeys read(String text) {
        JsonNode root = tree(text);
        if (root.path("version").asInt() != VERSION || !root.path("keys").isArray()) {
            throw new IllegalArgumentException("it is not a list of keys of version " + VERSION);
        }
        List<ApiKey> keys = new ArrayList<>();
        for (JsonNode entry : root.path("keys")) {
            keys.add(key(entry));
        }
        return new ApiKeys(keys);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not valid JSON", e);
        }
    }

    private static ApiKey key(JsonNode entry) {
        return new ApiKey(
                text(entry, "id"),
                text(entry, "name"),
                scopes(entry.path("scopes")),
                new KeyDigest(text(entry, "sha256")),
                time(text(entry, "created")),
                entry.has("expires") ? Optional.of(time(text(entry, "expires"))) : Optional.empty());
    }

    private static Set<Scope> scopes(JsonNode labels) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (JsonNode label : labels) {
            scopes.add(Scope.of(label.asText())
                    .orElseThrow(() -> new IllegalArgumentException("a key has a scope that is unknown")));
        }
        return scopes;
    }

    private static String text(JsonNode entry, String field) {
        if (!entry.path(field).isTextual()) {
            throw new IllegalArgumentException("a key has no text in the field " + field);
        }
        return entry.path(field).textValue();
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a key has a time that cannot be read", e);
        }
    }
}
