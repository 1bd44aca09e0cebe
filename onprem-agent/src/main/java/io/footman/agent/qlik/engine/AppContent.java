package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.qlik.Turnstile;
import io.footman.agent.qlik.repository.Guid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Everything that an app is made of but its data, under the names that Butler's app dump has (Butler REST API §3.7). The
 * values are the engine's own, unchanged, in the engine's order.
 */
final class AppContent {
    /** Calls on their way at once: enough to hide the distance to the engine, few enough not to occupy it. */
    private static final int AT_ONCE = 16;

    private static final String EMBEDDED = "/media/";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final EngineSession session;
    private final int app;
    private final Guid id;
    private final Turnstile calls = new Turnstile(AT_ONCE);

    AppContent(EngineSession session, int app, Guid id) {
        this.session = session;
        this.app = app;
        this.id = id;
    }

    CompletableFuture<ObjectNode> read() {
        Map<String, CompletableFuture<? extends JsonNode>> parts = new LinkedHashMap<>();
        parts.put("appId", CompletableFuture.completedFuture(JSON.textNode(id.text())));
        parts.put("properties", call("GetAppProperties", app).thenApply(result -> result.path("qProp")));
        parts.put("loadScript", call("GetScript", app).thenApply(result -> result.path("qScript")));
        parts.put("lineage", lineage());
        parts.put("sheets", appObjects("sheet"));
        parts.put("stories", appObjects("story"));
        parts.put("masterobjects", appObjects("masterobject"));
        parts.put("appprops", appObjects("appprops"));
        parts.put("dimensions", listed("Dimension", "dimension", item -> properties("GetDimension", item)));
        parts.put("measures", listed("Measure", "measure", item -> properties("GetMeasure", item)));
        parts.put("bookmarks", listed("Bookmark", "bookmark", this::bookmark));
        parts.put("embeddedmedia", embeddedMedia());
        parts.put("snapshots", listed("Bookmark", "snapshot", item -> properties("GetBookmark", item)));
        parts.put("fields", fields());
        parts.put("dataconnections", connections());
        parts.put("variables", variables());
        return CompletableFuture.allOf(parts.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> assembled(parts));
    }

    private static ObjectNode assembled(Map<String, CompletableFuture<? extends JsonNode>> parts) {
        ObjectNode content = JSON.objectNode();
        parts.forEach((name, part) -> {
            JsonNode value = part.join();
            if (!value.isMissingNode()) {
                content.set(name, value);
            }
        });
        return content;
    }

    /** Left out when there is none, and by engines that do not offer it. */
    private CompletableFuture<JsonNode> lineage() {
        return call("GetLineage", app).handle((result, failure) -> {
            if (failure != null && EngineException.of(failure).code().isEmpty()) {
                throw EngineException.of(failure);
            }
            JsonNode found = failure == null ? result : JSON.missingNode();
            return found.path("qLineage").isEmpty() ? JSON.missingNode() : found;
        });
    }

    private CompletableFuture<ArrayNode> appObjects(String type) {
        ObjectNode definition = definition(type + "List");
        definition
                .putObject("qAppObjectListDef")
                .put("qType", type)
                .putObject("qData")
                .put("id", "/qInfo/qId");
        return items(definition, "qAppObjectList")
                .thenCompose(
                        items -> each(items, item -> object("GetObject", item, "GetFullPropertyTree", "qPropEntry")));
    }

    /** @param kind the engine's word in {@code q…ListDef} and {@code q…List} */
    private CompletableFuture<ArrayNode> listed(
            String kind, String type, Function<String, CompletableFuture<JsonNode>> reader) {
        ObjectNode definition = definition(type + "List");
        ObjectNode list = definition.putObject("q" + kind + "ListDef").put("qType", type);
        list.putObject("qData").put("info", "/qDimInfos");
        list.putObject("qMeta");
        return items(definition, "q" + kind + "List")
                .thenCompose(items -> each(items, item -> reader.apply(idOf(item))));
    }

    private CompletableFuture<JsonNode> bookmark(String bookmark) {
        return handle("GetBookmark", bookmark)
                .thenCompose(handle -> call("GetProperties", handle)
                        .thenCombine(call("GetLayout", handle), (properties, layout) -> {
                            JsonNode found = properties.path("qProp");
                            if (found instanceof ObjectNode object) {
                                object.withObjectProperty("qData")
                                        .set("qBookMark", layout.path("qLayout").path("qBookmark"));
                            }
                            return found;
                        }));
    }

    /** Pictures in the app itself; those of content libraries are no part of it. */
    private CompletableFuture<ArrayNode> embeddedMedia() {
        ObjectNode definition = definition("MediaList");
        definition.putObject("qMediaListDef");
        return items(definition, "qMediaList").thenApply(items -> {
            ArrayNode embedded = JSON.arrayNode();
            items.forEach(item -> {
                if (item.path("qUrlDef").asText("").startsWith(EMBEDDED)) {
                    embedded.add(item);
                }
            });
            return embedded;
        });
    }

    private CompletableFuture<ArrayNode> fields() {
        ObjectNode definition = definition("FieldList");
        definition
                .putObject("qFieldListDef")
                .put("qShowSystem", true)
                .put("qShowHidden", true)
                .put("qShowSrcTables", true)
                .put("qShowSemantic", true);
        return items(definition, "qFieldList")
                .thenApply(items -> JSON.arrayNode().addAll(items));
    }

    private CompletableFuture<ArrayNode> connections() {
        return call("GetConnections", app)
                .thenCompose(result -> each(
                        children(result.path("qConnections")),
                        item -> call("GetConnection", app, item.path("qId").asText())
                                .thenApply(connection -> connection.path("qConnection"))));
    }

    private CompletableFuture<ArrayNode> variables() {
        ObjectNode definition = definition("VariableList");
        ObjectNode list = definition
                .putObject("qVariableListDef")
                .put("qType", "variable")
                .put("qShowReserved", true)
                .put("qShowConfig", true);
        list.putObject("qData").put("info", "/qDimInfos");
        list.putObject("qMeta");
        return items(definition, "qVariableList").thenCompose(items -> each(items, this::variable));
    }

    private CompletableFuture<JsonNode> variable(JsonNode item) {
        return properties("GetVariableById", idOf(item)).thenApply(properties -> {
            if (properties instanceof ObjectNode object) {
                for (String flag : List.of("qIsScriptCreated", "qIsReserved", "qIsConfig")) {
                    if (item.path(flag).asBoolean()) {
                        object.put(flag, true);
                    }
                }
            }
            return properties;
        });
    }

    private static ObjectNode definition(String type) {
        ObjectNode definition = JSON.objectNode();
        definition.putObject("qInfo").put("qId", "footman-" + type).put("qType", type);
        return definition;
    }

    /** The entries of a list that the engine makes for this session only. */
    private CompletableFuture<List<JsonNode>> items(ObjectNode definition, String list) {
        return call("CreateSessionObject", app, definition)
                .thenApply(EngineObjects::handle)
                .thenCompose(handle -> call("GetLayout", handle))
                .thenApply(layout -> children(layout.path("qLayout").path(list).path("qItems")));
    }

    private CompletableFuture<JsonNode> properties(String getter, String object) {
        return handle(getter, object)
                .thenCompose(handle -> call("GetProperties", handle))
                .thenApply(result -> result.path("qProp"));
    }

    private CompletableFuture<JsonNode> object(String getter, JsonNode item, String method, String answer) {
        return handle(getter, idOf(item))
                .thenCompose(handle -> call(method, handle))
                .thenApply(result -> result.path(answer));
    }

    private CompletableFuture<Integer> handle(String getter, String object) {
        return call(getter, app, object).thenApply(EngineObjects::handle);
    }

    private static CompletableFuture<ArrayNode> each(
            List<JsonNode> items, Function<JsonNode, CompletableFuture<JsonNode>> reader) {
        List<CompletableFuture<JsonNode>> results = items.stream().map(reader).toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    ArrayNode array = JSON.arrayNode();
                    results.forEach(result -> array.add(result.join()));
                    return array;
                });
    }

    private static List<JsonNode> children(JsonNode array) {
        List<JsonNode> children = new ArrayList<>();
        array.forEach(children::add);
        return children;
    }

    private static String idOf(JsonNode item) {
        return item.path("qInfo").path("qId").asText();
    }

    /** All calls here only read: one that gave way to another user's is made again. */
    private CompletableFuture<JsonNode> call(String method, int handle, Object... parameters) {
        return calls.pass(() -> session.call(method, handle, parameters)
                .handle((result, failure) ->
                        failure != null && EngineException.of(failure).hasCode(EngineException.ABORTED)
                                ? session.call(method, handle, parameters)
                                : failure == null
                                        ? CompletableFuture.completedFuture(result)
                                        : CompletableFuture.<JsonNode>failedFuture(failure))
                .thenCompose(again -> again));
    }
}
