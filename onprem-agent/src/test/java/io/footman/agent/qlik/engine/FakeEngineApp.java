package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app of the fake engine: what it is made of, and what became of it. */
public final class FakeEngineApp {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String id;
    private final String name;
    private final Map<String, ArrayNode> parts = new TreeMap<>();
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final Map<String, String> connections = new ConcurrentHashMap<>();
    private volatile String script = "LOAD 1 AS one AUTOGENERATE 1;";

    private FakeEngineApp(String id, String name) {
        this.id = id;
        this.name = name;
    }

    public static FakeEngineApp of(String id, String name) {
        return new FakeEngineApp(id, name);
    }

    /** Adds an object; {@code json} is what its properties answer, without {@code qInfo}. */
    public FakeEngineApp with(String type, String objectId, String json) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("qInfo").put("qId", objectId).put("qType", type);
        object.setAll(read(json));
        parts.computeIfAbsent(type, any -> JsonNodeFactory.instance.arrayNode()).add(object);
        return this;
    }

    public FakeEngineApp withConnection(String connectionId, String connectionString) {
        connections.put(connectionId, connectionString);
        return this;
    }

    public FakeEngineApp withScript(String text) {
        this.script = text;
        return this;
    }

    public String id() {
        return id;
    }

    /** What was done to the app, in order: {@code reloaded mode=0 partial=false}, {@code saved}. */
    public List<String> happened() {
        return List.copyOf(happened);
    }

    void happens(String what) {
        happened.add(what);
    }

    String name() {
        return name;
    }

    String script() {
        return script;
    }

    Map<String, String> connections() {
        return Map.copyOf(connections);
    }

    /** Objects of a type, with their properties. */
    List<ObjectNode> objects(String type) {
        List<ObjectNode> objects = new ArrayList<>();
        Optional.ofNullable(parts.get(type)).ifPresent(array -> array.forEach(node -> objects.add((ObjectNode) node)));
        return objects;
    }

    Optional<ObjectNode> object(String objectId) {
        return parts.keySet().stream()
                .flatMap(type -> objects(type).stream())
                .filter(node -> node.path("qInfo").path("qId").asText().equals(objectId))
                .findFirst();
    }

    private static ObjectNode read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return (ObjectNode) node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
