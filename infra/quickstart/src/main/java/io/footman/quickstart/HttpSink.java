package io.footman.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The web server of the quickstart, on the loopback address: it plays Slack, Teams, a webhook receiver and Qlik Cloud's
 * look-ups, shows the captured messages and sends events when asked.
 */
final class HttpSink implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CapturedMessages messages;
    private final URI base;

    /**
     * @param senders by the name of a form field ({@code app}, {@code task}): send an event about what the field names and
     *     answer with a sentence for the caller
     */
    HttpSink(int port, CapturedMessages messages, SampleTenant tenant, Map<String, Function<String, String>> senders)
            throws IOException {
        this.messages = messages;
        this.base = URI.create("http://127.0.0.1:" + port);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/slack", exchange -> capture(exchange, "slack", "ok"));
        server.createContext("/teams", exchange -> capture(exchange, "teams", ""));
        server.createContext("/webhook", exchange -> capture(exchange, "webhook", ""));
        server.createContext("/api/", exchange -> lookUp(exchange, tenant));
        server.createContext("/send", exchange -> send(exchange, senders));
        server.createContext("/messages/", this::show);
        server.createContext("/", this::index);
        server.start();
    }

    /** Where this file of the messages folder can be seen. */
    URI address(Path file) {
        return base.resolve("/messages/" + file.getFileName());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void capture(HttpExchange exchange, String kind, String answer) throws IOException {
        String body = body(exchange);
        String text = kind.equals("webhook") ? ReadableText.indented(body) : ReadableText.ofChatMessage(body);
        messages.addJson(kind, text, ReadableText.indented(body));
        respond(exchange, 200, TEXT, answer);
    }

    private static void lookUp(HttpExchange exchange, SampleTenant tenant) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        if (!("Bearer " + SampleTenant.API_KEY)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            respond(exchange, 401, JSON, "{\"errors\":[{\"code\":\"AUTH-1\",\"title\":\"Unauthorized\"}]}");
            return;
        }
        var log = tenant.scriptLog(path);
        if (log.isPresent()) {
            respond(exchange, 200, TEXT, log.get());
            return;
        }
        var answer = tenant.answer(path, query == null ? "" : query);
        respond(
                exchange,
                answer.isPresent() ? 200 : 404,
                JSON,
                answer.orElse("{\"errors\":[{\"code\":\"404\",\"title\":\"Not found\"}]}"));
    }

    private static void send(HttpExchange exchange, Map<String, Function<String, String>> senders) throws IOException {
        String form = body(exchange);
        String query = exchange.getRequestURI().getRawQuery();
        boolean posted = exchange.getRequestMethod().equals("POST");
        List<String> fields = Stream.of(form, query == null ? "" : query)
                .flatMap(text -> Stream.of(text.split("&", -1)))
                .toList();
        Optional<String> sent = senders.entrySet().stream()
                .filter(sender -> posted)
                .flatMap(sender -> value(fields, sender.getKey()).map(sender.getValue()).stream())
                .findFirst();
        respond(
                exchange,
                sent.isPresent() ? 200 : 400,
                TEXT,
                sent.orElse("POST the name of an app or a task, such as: --data-urlencode \"app=Sales report\"")
                        + "\n");
    }

    private static Optional<String> value(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> field.startsWith(name + "="))
                .map(field -> URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private void show(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring("/messages/".length());
        Path file = messages.folder().resolve(name).normalize();
        if (!messages.folder().equals(file.getParent()) || !Files.isRegularFile(file)) {
            respond(exchange, 404, TEXT, "No such message\n");
            return;
        }
        String type = name.endsWith(".html") ? HTML : name.endsWith(".json") ? JSON : TEXT;
        respond(exchange, 200, type, Files.readString(file));
    }

    private void index(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            respond(exchange, 404, TEXT, "Not here\n");
            return;
        }
        StringBuilder page =
                new StringBuilder("<!doctype html><title>Captured messages</title><h1>Captured messages</h1><ul>");
        try (Stream<Path> files = Files.list(messages.folder())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            for (String name : names) {
                String link = URLEncoder.encode(name, StandardCharsets.UTF_8);
                page.append("<li><a href=\"/messages/")
                        .append(link)
                        .append("\">")
                        .append(name)
                        .append("</a>");
            }
        }
        respond(exchange, 200, HTML, page.append("</ul>").toString());
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void respond(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
