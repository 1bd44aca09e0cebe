package io.footman.agent.corridor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands for Slack: counts each message by the idempotency key it came with; a call without one is refused. */
final class SlackSink implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, Integer> timesByKey = new HashMap<>();
    private final List<String> bodies = new ArrayList<>();

    SlackSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/T0/B0/secret-token";
    }

    synchronized int distinct() {
        return timesByKey.size();
    }

    /** How many messages came more than once, counting each repeat. */
    synchronized int repeats() {
        return timesByKey.values().stream().mapToInt(times -> times - 1).sum();
    }

    synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    private void take(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        Optional<String> key = Optional.ofNullable(call.getRequestHeaders().getFirst("Idempotency-Key"));
        boolean good = key.isPresent() && call.getRequestMethod().equals("POST") && body.length > 2;
        if (good) {
            synchronized (this) {
                timesByKey.merge(key.get(), 1, Integer::sum);
                bodies.add(new String(body, StandardCharsets.UTF_8));
            }
        }
        byte[] answer = (good ? "ok" : "invalid_payload").getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(good ? 200 : 400, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
