package io.footman.agent.rest;

import io.footman.agent.corridor.Agent;
import io.footman.model.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A running agent whose REST API is called as a load script does. */
public final class RestFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Agent agent;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RestFixture(Agent agent) {
        this.agent = agent;
    }

    /**
     * Starts an agent.
     *
     * @param folder for its journal
     * @param rest the section {@code footman.rest}, such as {@code endpoints: [butlerping]}; without a port any free one is taken
     * @param further other sections of {@code footman}, or nothing
     */
    public static RestFixture start(Path folder, String rest, String further) {
        String text = "footman:\n  server: { port: 0 }\n  journal: { file: journal.db }\n  rest:\n"
                + (rest.contains("port:") ? rest : "port: 0\n" + rest).indent(4)
                + further.indent(2);
        Agent agent = Agent.open(SettingsFile.parse(text, "footman.yml", Map.of(), folder));
        try {
            agent.start();
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
        return new RestFixture(agent);
    }

    /** As {@link #start(Path, String, String)}, with nothing but the API. */
    public static RestFixture start(Path folder, String rest) {
        return start(folder, rest, "");
    }

    public Agent agent() {
        return agent;
    }

    /** The port of the API. */
    public int port() {
        return agent.part(RestServer.class).port();
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<String> post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    public HttpResponse<String> delete(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString(json)));
    }

    /** A request to be completed by the test. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        agent.close();
    }
}
