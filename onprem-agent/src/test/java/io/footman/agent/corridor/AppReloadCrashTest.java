package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.qlik.engine.FakeEngine;
import io.footman.agent.qlik.engine.FakeEngineApp;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real agent in a process of its own, ended while it reloads an app. The next start calls the reload interrupted and
 * starts the tasks that were asked for in this case, once.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AppReloadCrashTest {
    private static final String APP = FakeSite.SALES_APP;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final int port = TestBroker.freePort();
    private final HttpClient client = HttpClient.newHttpClient();
    private FakeQrs qrs;
    private FakeEngine engine;
    private Path configuration;

    @BeforeEach
    void start() throws IOException {
        qrs = FakeQrs.start(folder.resolve("certs"));
        engine = FakeEngine.start(qrs.certificates())
                .add(FakeEngineApp.of(APP, "Sales"))
                .holdReloads();
        configuration = Files.writeString(folder.resolve("footman.yml"), """
                footman:
                  rest: { port: %d, endpoints: [senseAppReload] }
                  qlik-sense: { repository: "%s", engine: "%s", certificates: certs }
                  start-tasks: { allow: { task-ids: ["*"] } }
                  journal: { file: footman.db }
                  server: { port: 0 }
                """.formatted(port, qrs.url(), engine.url()));
    }

    @AfterEach
    void stop() {
        engine.close();
        qrs.close();
    }

    @Test
    void callsAReloadInterruptedAfterAKillAndStartsTheTasksForItOnce() throws Exception {
        String id;
        try (AgentProcess agent = new AgentProcess(configuration)) {
            id = reload();
            agent.kill();
        }
        assertThat(qrs.started()).isEmpty();

        try (AgentProcess second = new AgentProcess(configuration)) {
            awaitInterrupted(id);
            await().atMost(PATIENCE).until(() -> qrs.started().equals(List.of(FakeSite.PROGRAM_TASK)));
            second.kill();
        }
        try (AgentProcess third = new AgentProcess(configuration)) {
            awaitInterrupted(id);
            third.terminate();
        }
        assertThat(qrs.started()).containsExactly(FakeSite.PROGRAM_TASK);
        assertThat(engine.happened(APP)).containsExactly("opened", "reloaded mode=0 partial=false");
    }

    @Test
    void doesTheSameAfterAnOrderlyEnd() throws Exception {
        String id;
        try (AgentProcess agent = new AgentProcess(configuration)) {
            id = reload();
            assertThat(agent.terminate()).isEqualTo(143);
        }
        await().atMost(PATIENCE).until(() -> engine.sessions() == 0);

        try (AgentProcess second = new AgentProcess(configuration)) {
            awaitInterrupted(id);
            await().atMost(PATIENCE).until(() -> qrs.started().equals(List.of(FakeSite.PROGRAM_TASK)));
            second.terminate();
        }
        assertThat(qrs.started()).containsExactly(FakeSite.PROGRAM_TASK);
    }

    private String reload() {
        JsonNode[] answer = new JsonNode[1];
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            answer[0] = send(request("/v4/app/" + APP + "/reload")
                    .PUT(BodyPublishers.ofString("{\"startQSEoWTaskOnSuccess\":[\"" + FakeSite.RELOAD_TASK
                            + "\"],\"startQSEoWTaskOnFailure\":[\"" + FakeSite.PROGRAM_TASK + "\"]}")));
            return true;
        });
        await().atMost(PATIENCE).until(() -> engine.reloading().equals(List.of(APP)));
        assertThat(answer[0].path("reloadId").asText()).as("%s", answer[0]).isNotEmpty();
        return answer[0].path("reloadId").asText();
    }

    private void awaitInterrupted(String id) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> send(request("/v4/app/reload/" + id).GET())
                        .path("state")
                        .asText()
                        .equals("interrupted"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return JsonMapper.builder().build().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
