package io.footman.agent.corridor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web destination that counts what it accepts and can fail in the ways that real ones do. */
final class WebSink implements AutoCloseable {
    private static final int BACKLOG = 100;

    private final int port = TestBroker.freePort();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Receipts receipts = new Receipts();
    private volatile Mode mode = Mode.ACCEPTS;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private HttpServer server = open();

    /** How it behaves. */
    enum Mode {
        ACCEPTS,
        SERVER_ERROR,
        /** 429 with {@code Retry-After: 1}. */
        RATE_LIMITED,
        /** Reads the call and never answers. */
        HANGS
    }

    String url() {
        return "http://127.0.0.1:" + port + "/services/T0/B0/secret-token";
    }

    Receipts receipts() {
        return receipts;
    }

    void becomes(Mode next) {
        if (next == Mode.HANGS) {
            hanging = new CountDownLatch(1);
        }
        mode = next;
        if (next != Mode.HANGS) {
            hanging.countDown();
        }
    }

    /** Closes the port: connections are refused until {@link #appear}. */
    void vanish() {
        server.stop(0);
    }

    void appear() {
        server = open();
    }

    private HttpServer open() {
        try {
            HttpServer opened =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            opened.setExecutor(threads);
            opened.createContext("/", this::take);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Mode now = mode;
        if (now == Mode.ACCEPTS) {
            receipts.accepted(body);
        } else {
            receipts.failed();
        }
        switch (now) {
            case ACCEPTS -> answer(call, 200);
            case SERVER_ERROR -> answer(call, 500);
            case RATE_LIMITED -> {
                call.getResponseHeaders().set("Retry-After", "1");
                answer(call, 429);
            }
            case HANGS -> {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                call.close();
            }
        }
    }

    private static void answer(HttpExchange call, int status) throws IOException {
        byte[] text = "ok".getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, text.length);
        call.getResponseBody().write(text);
        call.close();
    }

    @Override
    public void close() {
        becomes(Mode.ACCEPTS);
        server.stop(0);
        threads.shutdownNow();
    }
}
