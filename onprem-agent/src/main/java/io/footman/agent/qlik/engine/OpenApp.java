package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.repository.Guid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An app that is open in a session of its own: to be reloaded and saved. */
public final class OpenApp implements AutoCloseable {
    private final EngineSession session;
    private final int handle;
    private volatile EngineSession.@Nullable Call reload;

    private OpenApp(EngineSession session, int handle) {
        this.session = session;
        this.handle = handle;
    }

    /** What the script does when a statement fails (engine's {@code qMode}). */
    public enum Mode {
        /** As the script says in {@code ErrorMode}. */
        BY_SCRIPT,
        /** The reload ends. */
        STOP,
        /** The reload goes on. */
        IGNORE
    }

    /**
     * How a reload ended.
     *
     * @param success whether the engine calls it one
     * @param scriptLog where the engine keeps the script log, on its own machine; empty when it does not say
     */
    public record Outcome(boolean success, Optional<String> scriptLog) {}

    /**
     * What happened since the last look.
     *
     * @param lines what the script has done, in the engine's words
     * @param errors what went wrong
     */
    public record Progress(List<String> lines, List<String> errors) {}

    static CompletableFuture<OpenApp> withData(EngineSession session, Guid app) {
        return opened(session, app, false).thenApply(handle -> new OpenApp(session, handle));
    }

    static CompletableFuture<Integer> withoutData(EngineSession session, Guid app) {
        return opened(session, app, true);
    }

    private static CompletableFuture<Integer> opened(EngineSession session, Guid app, boolean noData) {
        return session.call("OpenDoc", EngineSession.GLOBAL, app.text(), "", "", "", noData)
                .thenApply(EngineObjects::handle);
    }

    /**
     * Reloads the app; the result comes when the script has ended, which can take hours. Nothing is saved yet.
     *
     * @param partial only statements marked {@code Add} or {@code Replace} are executed
     */
    public CompletableFuture<Outcome> reload(Mode mode, boolean partial) {
        EngineSession.Call call = session.start(
                "DoReloadEx", handle, Map.of("qMode", mode.ordinal(), "qPartial", partial, "qDebug", false));
        reload = call;
        return call.result()
                .thenApply(OpenApp::outcome)
                .handle((outcome, failure) -> {
                    boolean oldEngine =
                            failure != null && EngineException.of(failure).hasCode(EngineException.METHOD_NOT_FOUND);
                    if (oldEngine) {
                        return reloadTheOldWay(mode, partial);
                    }
                    return failure == null
                            ? CompletableFuture.completedFuture(outcome)
                            : CompletableFuture.<Outcome>failedFuture(EngineException.of(failure));
                })
                .thenCompose(result -> result);
    }

    private CompletableFuture<Outcome> reloadTheOldWay(Mode mode, boolean partial) {
        EngineSession.Call call = session.start("DoReload", handle, mode.ordinal(), partial, false);
        reload = call;
        return call.result()
                .thenApply(result -> new Outcome(result.path("qReturn").asBoolean(), Optional.empty()));
    }

    private static Outcome outcome(JsonNode result) {
        JsonNode told = result.path("qResult");
        if (!told.path("qSuccess").isBoolean()) {
            throw new EngineException(
                    FailureReason.SERVER_ERROR, "the engine answered DoReloadEx in an unexpected way");
        }
        String log = told.path("qScriptLogFile").asText("");
        return new Outcome(told.path("qSuccess").asBoolean(), log.isEmpty() ? Optional.empty() : Optional.of(log));
    }

    /** Asks how far the reload is. The engine tells each line once. */
    public CompletableFuture<Progress> progress() {
        EngineSession.Call running = reload;
        if (running == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("No reload was started"));
        }
        return session.call("GetProgress", EngineSession.GLOBAL, running.id()).thenApply(OpenApp::progress);
    }

    private static Progress progress(JsonNode result) {
        JsonNode data = result.path("qProgressData");
        List<String> lines = data.path("qPersistentProgress")
                .asText("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        List<String> errors = new ArrayList<>();
        for (JsonNode error : data.path("qErrorData")) {
            String text = error.path("qErrorString").asText("").strip();
            String line = error.path("qLine").asText("").strip();
            errors.add(line.isEmpty() ? text : text + " in: " + line);
        }
        return new Progress(lines, List.copyOf(errors));
    }

    /** Has the engine stop the reload, which then ends without success. */
    public CompletableFuture<Void> cancel() {
        return session.call("CancelReload", EngineSession.GLOBAL).thenAccept(done -> {});
    }

    /** Writes the app with its new data to disk. */
    public CompletableFuture<Void> save() {
        return session.call("DoSave", handle).thenAccept(done -> {});
    }

    /** When something last came from the engine. */
    public Instant lastHeard() {
        return session.lastHeard();
    }

    @Override
    public void close() {
        session.close();
    }
}
