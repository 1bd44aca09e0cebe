package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A reload in the fake engine. */
final class FakeEngineReload {
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private final FakeEngineApp app;
    private final List<String> untold = new ArrayList<>();
    private final ArrayNode errors = JsonNodeFactory.instance.arrayNode();

    FakeEngineReload(FakeEngineApp app) {
        this.app = app;
    }

    synchronized void tell(String line) {
        untold.add(line);
    }

    synchronized void fail(String error, String statement) {
        errors.addObject().put("qErrorString", error).put("qLine", statement);
    }

    /** Each error is told once. */
    synchronized ArrayNode errors() {
        ArrayNode told = errors.deepCopy();
        errors.removeAll();
        return told;
    }

    /** Each line is told once. */
    synchronized String progress() {
        String told = String.join("\n", untold);
        untold.clear();
        return told.isEmpty() ? "" : told + "\n";
    }

    void end(boolean success) {
        result.complete(success);
    }

    boolean ended() {
        return result.isDone();
    }

    CompletableFuture<Boolean> result() {
        return result;
    }

    String log() {
        return "C:\\ProgramData\\Qlik\\Sense\\Log\\Script\\" + app.id() + ".log";
    }
}
