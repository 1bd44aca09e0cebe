package io.footman.agent.loadscript.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.qlik.engine.FakeEngine;
import io.footman.agent.qlik.engine.FakeEngineApp;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.Trouble;
import io.footman.agent.rest.RestFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tasks that start when a reload is over. */
class ReloadTasksTest {
    private static final String APP = FakeSite.SALES_APP;
    private static final String BROKEN = "41ee79a6-0949-4175-ba0e-1866a60e3337";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private FakeEngine engine;
    private RestFixture agent;

    @BeforeEach
    void start() {
        qrs = FakeQrs.start(folder.resolve("certs"));
        qrs.site()
                .add(FakeTask.of(FakeTask.RELOAD, FakeSite.RELOAD_TASK, "Reload sales")
                        .withTags("Startable"))
                .add(FakeTask.of(FakeTask.EXTERNAL_PROGRAM, FakeSite.PROGRAM_TASK, "Fetch rates")
                        .withTags("Startable"));
        engine = FakeEngine.start(qrs.certificates())
                .add(FakeEngineApp.of(APP, "Sales"))
                .add(FakeEngineApp.of(BROKEN, "Broken").withScript("THIS FAILS"));
        agent = RestFixture.start(folder, "endpoints: [senseAppReload]", """
                qlik-sense:
                  repository: %s
                  engine: %s
                  certificates: certs
                start-tasks:
                  allow: { tags: [Startable] }
                delivery: { first-wait: 50ms }
                """.formatted(qrs.url(), engine.url()));
    }

    @AfterEach
    void stop() {
        agent.close();
        assertThat(engine.wrongCalls()).isEmpty();
        assertThat(qrs.wrongCalls()).isEmpty();
        engine.close();
        qrs.close();
    }

    @Test
    void startsTheTasksForASuccessOnly() throws Exception {
        JsonNode result = reload(APP, "[\"" + FakeSite.RELOAD_TASK + "\"]", "[\"" + FakeSite.PROGRAM_TASK + "\"]");

        assertThat(result.path("state").asText()).isEqualTo("succeeded");
        assertThat(result.path("tasks").toString()).isEqualTo("[\"" + FakeSite.RELOAD_TASK + "\"]");
        awaitStarted(FakeSite.RELOAD_TASK);
    }

    @Test
    void startsTheTasksForAFailureOnly() throws Exception {
        JsonNode result = reload(BROKEN, "[\"" + FakeSite.RELOAD_TASK + "\"]", "[\"" + FakeSite.PROGRAM_TASK + "\"]");

        assertThat(result.path("state").asText()).isEqualTo("failed");
        awaitStarted(FakeSite.PROGRAM_TASK);
    }

    @Test
    void takesTheListsAsTextToo() throws Exception {
        reload(
                APP,
                "\"[\\\"{" + FakeSite.RELOAD_TASK.toUpperCase(java.util.Locale.ROOT) + "}\\\",\\\""
                        + FakeSite.PROGRAM_TASK + "\\\"]\"",
                "\"\"");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(qrs.started())
                        .containsExactlyInAnyOrder(FakeSite.RELOAD_TASK, FakeSite.PROGRAM_TASK));
    }

    @Test
    void triesAgainWhileTheRepositoryIsAway() throws Exception {
        qrs.troubled(Trouble.status(503).onFirst(3));

        reload(APP, "[\"" + FakeSite.RELOAD_TASK + "\"]", "[]");

        awaitStarted(FakeSite.RELOAD_TASK);
    }

    @Test
    void startsNoTaskThatIsNotAllowed() throws Exception {
        reload(APP, "[\"" + FakeSite.USER_SYNC_TASK + "\",\"" + FakeSite.RELOAD_TASK + "\"]", "[]");

        awaitStarted(FakeSite.RELOAD_TASK);
    }

    private JsonNode reload(String app, String onSuccess, String onFailure) throws Exception {
        String body = "{\"partialReload\":\"false\",\"reloadMode\":0,\"startQSEoWTaskOnSuccess\":" + onSuccess
                + ",\"startQSEoWTaskOnFailure\":" + onFailure + "}";
        var answer = agent.put("/v4/app/" + app + "/reload?wait=60", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private void awaitStarted(String task) {
        await().atMost(PATIENCE).until(() -> !qrs.started().isEmpty());
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> qrs.started().equals(List.of(task)));
    }
}
