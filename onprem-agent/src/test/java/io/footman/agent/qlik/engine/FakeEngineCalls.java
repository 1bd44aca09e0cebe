package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** The calls that the fake engine understands, and the objects that one session has opened. */
final class FakeEngineCalls {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int APP_NOT_FOUND = 1003;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMETERS = -32602;
    private static final int NO_SUCH_HANDLE = -1;

    private final FakeEngine engine;
    private final Map<Integer, Opened> handles = new HashMap<>();
    private final Map<Integer, FakeEngineReload> reloads = new HashMap<>();
    private int lastHandle;

    FakeEngineCalls(FakeEngine engine) {
        this.engine = engine;
    }

    /** Something with a handle: an app, an object with properties, or a list made for the session. */
    private record Opened(String type, FakeEngineApp app, ObjectNode properties) {}

    static ObjectNode error(int code, String message) {
        ObjectNode answer = JSON.objectNode();
        answer.put("jsonrpc", "2.0");
        answer.putObject("error").put("code", code).put("parameter", "").put("message", message);
        return answer;
    }

    CompletableFuture<ObjectNode> answer(JsonNode request) {
        String wrong = shape(request);
        if (!wrong.isEmpty()) {
            engine.wrong(request, wrong);
            return done(error(INVALID_PARAMETERS, wrong));
        }
        int handle = request.path("handle").asInt();
        if (handle == EngineSession.GLOBAL) {
            return done(global(request));
        }
        Opened target = handles.get(handle);
        if (target == null) {
            engine.wrong(request, "no such handle: " + handle);
            return done(error(NO_SUCH_HANDLE, "Invalid handle"));
        }
        return target.type().equals("Doc") ? document(request, target.app()) : done(object(request, target));
    }

    private static String shape(JsonNode request) {
        if (!request.path("jsonrpc").asText().equals("2.0")
                || !request.path("id").isInt()) {
            return "no JSON-RPC 2.0 request";
        }
        return request.path("handle").isInt() && request.path("params").isArray() ? "" : "handle or params missing";
    }

    private ObjectNode global(JsonNode request) {
        JsonNode params = request.path("params");
        switch (request.path("method").asText()) {
            case "GetDocList" -> {
                ArrayNode list = JSON.arrayNode();
                engine.apps()
                        .forEach(app -> list.addObject()
                                .put("qDocId", app.id())
                                .put("qDocName", app.name())
                                .put("qTitle", app.name()));
                return result("qDocList", list);
            }
            case "OpenDoc" -> {
                return open(request, params);
            }
            case "GetProgress" -> {
                FakeEngineReload reload = reloads.get(params.path(0).asInt());
                if (reload == null) {
                    return refused(request, "no such request");
                }
                ObjectNode data = JSON.objectNode();
                data.put("qStarted", true)
                        .put("qFinished", reload.ended())
                        .put("qPersistentProgress", reload.progress())
                        .put("qTransientProgress", "")
                        .set("qErrorData", reload.errors());
                return result("qProgressData", data);
            }
            case "CancelReload" -> {
                reloads.values().forEach(reload -> reload.end(false));
                ObjectNode answer = JSON.objectNode();
                answer.putObject("result");
                return answer;
            }
            default -> {
                return unknown(request);
            }
        }
    }

    private ObjectNode open(JsonNode request, JsonNode params) {
        if (params.size() != 5
                || !GUID.matcher(params.path(0).asText()).matches()
                || !params.path(4).isBoolean()) {
            return refused(request, "OpenDoc wants id, user, password, serial and whether without data");
        }
        Optional<FakeEngineApp> app = engine.app(params.path(0).asText());
        app.ifPresent(found -> found.happens(params.path(4).asBoolean() ? "opened without data" : "opened"));
        return app.map(found -> opened(new Opened("Doc", found, JSON.objectNode())))
                .orElseGet(() -> error(APP_NOT_FOUND, "App not found"));
    }

    private CompletableFuture<ObjectNode> document(JsonNode request, FakeEngineApp app) {
        String method = request.path("method").asText();
        JsonNode first = request.path("params").path(0);
        if (method.equals("DoReloadEx") && engine.knowsDoReloadEx()) {
            return first.path("qMode").isInt() && first.path("qPartial").isBoolean()
                    ? reload(
                            request,
                            app,
                            first.path("qMode").asInt(),
                            first.path("qPartial").asBoolean())
                    : done(refused(request, "qParams is wrong"));
        }
        if (method.equals("DoReload")) {
            return reload(
                    request, app, first.asInt(), request.path("params").path(1).asBoolean());
        }
        return done(content(request, app, method, first));
    }

    private CompletableFuture<ObjectNode> reload(JsonNode request, FakeEngineApp app, int mode, boolean partial) {
        app.happens("reloaded mode=" + mode + " partial=" + partial);
        FakeEngineReload reload = engine.reload(app);
        reloads.put(request.path("id").asInt(), reload);
        return reload.result().thenApply(success -> {
            if (request.path("method").asText().equals("DoReload")) {
                return result("qReturn", JSON.booleanNode(success));
            }
            ObjectNode told = JSON.objectNode();
            told.put("qSuccess", success).put("qScriptLogFile", reload.log());
            return result("qResult", told);
        });
    }

    private ObjectNode content(JsonNode request, FakeEngineApp app, String method, JsonNode first) {
        return switch (method) {
            case "DoSave" -> {
                app.happens("saved");
                ObjectNode answer = JSON.objectNode();
                answer.putObject("result");
                yield answer;
            }
            case "GetAppProperties" -> result("qProp", JSON.objectNode().put("qTitle", app.name()));
            case "GetScript" -> result("qScript", JSON.textNode(app.script()));
            case "GetLineage" -> {
                ArrayNode lineage = JSON.arrayNode();
                app.objects("lineage").forEach(lineage::add);
                yield result("qLineage", lineage);
            }
            case "CreateSessionObject" ->
                first.path("qInfo").path("qType").isTextual()
                        ? opened(new Opened("List", app, (ObjectNode) first))
                        : refused(request, "a definition needs qInfo with a type");
            case "GetObject" -> opened(app, first, "GenericObject");
            case "GetDimension" -> opened(app, first, "GenericDimension");
            case "GetMeasure" -> opened(app, first, "GenericMeasure");
            case "GetBookmark" -> opened(app, first, "GenericBookmark");
            case "GetVariableById" -> opened(app, first, "GenericVariable");
            case "GetConnections" -> {
                ArrayNode list = JSON.arrayNode();
                app.connections().keySet().stream()
                        .sorted()
                        .forEach(id -> list.addObject().put("qId", id));
                yield result("qConnections", list);
            }
            case "GetConnection" ->
                result(
                        "qConnection",
                        JSON.objectNode()
                                .put("qId", first.asText())
                                .put("qConnectionString", app.connections().get(first.asText())));
            default -> unknown(request);
        };
    }

    private ObjectNode object(JsonNode request, Opened target) {
        return switch (request.path("method").asText() + " " + target.type()) {
            case "GetLayout List" -> result("qLayout", FakeEngineLists.layout(target.app(), target.properties()));
            case "GetLayout GenericBookmark" -> {
                ObjectNode layout = JSON.objectNode();
                layout.putObject("qBookmark").put("qStateData", "selected");
                yield result("qLayout", layout);
            }
            case "GetFullPropertyTree GenericObject" -> {
                ObjectNode entry = JSON.objectNode();
                entry.set("qProperty", target.properties());
                entry.putArray("qChildren");
                yield result("qPropEntry", entry);
            }
            case "GetProperties GenericDimension",
                    "GetProperties GenericMeasure",
                    "GetProperties GenericBookmark",
                    "GetProperties GenericVariable" -> result("qProp", target.properties());
            default -> unknown(request);
        };
    }

    private ObjectNode opened(FakeEngineApp app, JsonNode id, String type) {
        return app.object(id.asText())
                .map(found -> opened(new Opened(type, app, found.deepCopy())))
                .orElseGet(() -> {
                    ObjectNode none = JSON.objectNode();
                    none.putNull("qType").putNull("qHandle");
                    return result("qReturn", none);
                });
    }

    private ObjectNode opened(Opened object) {
        int handle = ++lastHandle;
        handles.put(handle, object);
        return result("qReturn", JSON.objectNode().put("qType", object.type()).put("qHandle", handle));
    }

    private ObjectNode unknown(JsonNode request) {
        boolean oldEngine = request.path("method").asText().equals("DoReloadEx");
        if (!oldEngine) {
            engine.wrong(request, "no such method for this handle");
        }
        return error(METHOD_NOT_FOUND, "Method not found");
    }

    private ObjectNode refused(JsonNode request, String why) {
        engine.wrong(request, why);
        return error(INVALID_PARAMETERS, why);
    }

    private static ObjectNode result(String name, JsonNode value) {
        ObjectNode answer = JSON.objectNode();
        answer.putObject("result").set(name, value);
        return answer;
    }

    private static CompletableFuture<ObjectNode> done(ObjectNode answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
