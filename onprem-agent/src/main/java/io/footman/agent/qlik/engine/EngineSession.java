package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.model.FailureReason;
import io.footman.agent.time.Alarms;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One session of the engine: JSON-RPC 2.0 calls over one WebSocket, several at a time. Each call names the handle of the
 * object it is meant for. When the socket ends, so do all its calls; nothing is sent twice.
 */
final class EngineSession implements WebSocket.Listener, AutoCloseable {
    /** The handle of the engine itself. */
    static final int GLOBAL = -1;

    /** Most characters. An answer comes in many frames and is held in memory as a whole. */
    static final int LARGEST = 32 << 20;

    /** What the most characters are counted over. */
    enum Limit {
        /** All answers, where they are held together. */
        SESSION,
        /** Each answer, where the session lasts for hours. */
        ANSWER
    }

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Limit limit;
    private final Duration timeout;
    private final Clock clock;
    private final Alarms alarms;
    private final Function<Throwable, EngineException> explain;
    private final Consumer<EngineSession> ended;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final CompletableFuture<EngineException> over = new CompletableFuture<>();

    // Only the socket's callbacks use these two, one after the other.
    private final StringBuilder text = new StringBuilder();
    private long received;

    /** Guarded by this object's lock: a socket takes one text at a time. */
    private CompletableFuture<WebSocket> lastSend = socket;

    private volatile Instant lastHeard;

    /**
     * @param limit what the size is limited of
     * @param timeout one call takes no longer
     * @param explain tells what a failure of the network means
     * @param ended called once, when the session is over
     */
    EngineSession(
            Limit limit,
            Duration timeout,
            Clock clock,
            Alarms alarms,
            Function<Throwable, EngineException> explain,
            Consumer<EngineSession> ended) {
        this.limit = limit;
        this.timeout = timeout;
        this.clock = clock;
        this.alarms = alarms;
        this.explain = explain;
        this.ended = ended;
        this.lastHeard = clock.instant();
    }

    /**
     * A call on its way.
     *
     * @param id its number, by which the engine can be asked how far it is
     */
    record Call(int id, CompletableFuture<JsonNode> result) {}

    /** Goes over this socket once it is open. */
    void over(CompletableFuture<WebSocket> opening) {
        opening.whenComplete((opened, failure) -> {
            if (failure != null) {
                end(explain.apply(failure));
            } else if (over.isDone()) {
                opened.abort();
            } else {
                socket.complete(opened);
            }
        });
    }

    /** Calls a method; the result fails with an {@link EngineException}, at the latest after the timeout. */
    CompletableFuture<JsonNode> call(String method, int handle, Object... parameters) {
        Call call = start(method, handle, parameters);
        Alarms.Alarm alarm = alarms.at(
                clock.instant().plus(timeout),
                () -> call.result()
                        .completeExceptionally(new EngineException(
                                FailureReason.TIMEOUT,
                                "the engine did not answer " + method + " within " + timeout.toSeconds() + " s")));
        return call.result().whenComplete((result, failure) -> alarm.cancel());
    }

    /** As {@link #call} without a limit of time: the end of the session ends it. */
    Call start(String method, int handle, Object... parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        open.put(id, result);
        result.whenComplete((answer, failure) -> open.remove(id));
        if (over.isDone()) {
            over.thenAccept(result::completeExceptionally);
        } else {
            send(request(id, method, handle, parameters), result);
        }
        CompletableFuture<JsonNode> told = result.handle((answer, failure) -> {
            if (failure != null) {
                throw EngineException.of(failure);
            }
            if (answer.has("error")) {
                throw EngineException.answered(method, answer.get("error"));
            }
            return answer.path("result");
        });
        return new Call(id, linked(told, result));
    }

    /** Whoever ends the returned stage ends the call behind it. */
    private static CompletableFuture<JsonNode> linked(
            CompletableFuture<JsonNode> told, CompletableFuture<JsonNode> behind) {
        told.whenComplete((answer, failure) -> behind.cancel(false));
        return told;
    }

    /** When something last came from the engine. */
    Instant lastHeard() {
        return lastHeard;
    }

    private static String request(int id, String method, int handle, Object... parameters) {
        ObjectNode request = JSON.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", id).put("method", method).put("handle", handle);
        ArrayNode list = request.putArray("params");
        for (Object parameter : parameters) {
            list.add(JSON.<JsonNode>valueToTree(parameter));
        }
        return request.toString();
    }

    private synchronized void send(String request, CompletableFuture<JsonNode> result) {
        lastSend = lastSend.thenCompose(opened -> opened.sendText(request, true));
        lastSend.whenComplete((sent, failure) -> {
            if (failure != null) {
                result.completeExceptionally(explain.apply(failure));
            }
        });
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        lastHeard = clock.instant();
        received += part.length();
        if (received > LARGEST) {
            end(new EngineException(
                    FailureReason.TOO_LARGE,
                    "the engine answers more than " + (LARGEST >> 20) + " million characters"));
            from.abort();
            return null;
        }
        text.append(part);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            if (limit == Limit.ANSWER) {
                received = 0;
            }
            // A large answer is not held twice for as long as the session lasts.
            text.trimToSize();
            received(message);
        }
        from.request(1);
        return null;
    }

    private void received(String message) {
        JsonNode node;
        try {
            node = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            end(new EngineException(FailureReason.SERVER_ERROR, "the engine sent something that is no JSON"));
            return;
        }
        if (node.has("id")) {
            Optional.ofNullable(open.get(node.path("id").asInt())).ifPresent(result -> result.complete(node));
        } else {
            Notification.failure(node).ifPresent(this::end);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end(new EngineException(
                FailureReason.UNREACHABLE,
                "the engine closed the connection (" + status + (reason.isEmpty() ? "" : " " + reason) + ")"));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(explain.apply(failure));
    }

    private void end(EngineException why) {
        if (over.complete(why)) {
            open.values().forEach(result -> result.completeExceptionally(why));
            ended.accept(this);
        }
    }

    /** Says good-bye; the engine lets go of the app. Calls still open fail. */
    @Override
    public void close() {
        end(new EngineException(FailureReason.UNREACHABLE, "Footman closed the connection"));
        socket.whenComplete((opened, failure) -> {
            if (failure == null) {
                opened.sendClose(WebSocket.NORMAL_CLOSURE, "");
                // An engine that does not answer the good-bye keeps no connection open.
                alarms.at(clock.instant().plus(FAREWELL), opened::abort);
            }
        });
    }
}
