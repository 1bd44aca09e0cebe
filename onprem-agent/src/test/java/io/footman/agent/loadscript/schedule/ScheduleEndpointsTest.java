package io.footman.agent.loadscript.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleEndpointsTest {
    private static final String TASK = FakeSite.RELOAD_TASK;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ALL = "endpoints: [getSchedule, createNewSchedule, updateSchedule, deleteSchedule,"
            + " startSchedule, stopSchedule, getScheduleStatusAll]";

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private RestFixture agent;

    @BeforeEach
    void start() {
        qrs = FakeQrs.start(folder.resolve("certs"));
        agent = agent();
    }

    @AfterEach
    void stop() {
        agent.close();
        qrs.close();
    }

    @Test
    void makesAScheduleAsButlerAnswersIt() throws Exception {
        HttpResponse<String> made = agent.post(
                "/v4/schedules",
                "{\"name\":\"Weekdays\",\"cronSchedule\":\"0 6 * * 1-5\",\"timezone\":\"Europe/Stockholm\",\"qlikSenseTaskId\":\""
                        + TASK + "\",\"startupState\":\"start\",\"tags\":[\"a\",\"b\"]}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        JsonNode body = json(made);
        assertThat(body.path("id").asText())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(body.path("created").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(body.path("lastKnownState").asText()).isEqualTo("started");
        assertThat(body.path("tags")).hasSize(2);
        assertThat(body.path("missedRuns").asText()).isEqualTo("skip");
        assertThat(Instant.parse(body.path("nextRun").asText())).isAfter(Instant.now());
        assertThat(body.has("lastRun")).isFalse();

        HttpResponse<String> one =
                agent.get("/v4/schedules?id=" + body.path("id").asText());
        assertThat(one.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(json(one)).hasSize(1).first().isEqualTo(body);
        HttpResponse<String> all = agent.get("/v4/schedules");
        assertThat(all.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(json(all)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cronSchedule | 0 25 * * * | body/cronSchedule is no cron expression: \"0 25 * * *\". Value 25 not in range [0, 23]",
                "cronSchedule | whenever | five fields",
                "cronSchedule | 0 0 30 2 * | names a day that never comes",
                "timezone | Mars/Olympus | body/timezone is no time zone",
                "qlikSenseTaskId | sales | body/qlikSenseTaskId is no task id",
                "startupState | on | body/startupState must be equal to one of the allowed values",
                "missedRuns | twice | body/missedRuns must be equal to one of the allowed values: skip, run-once",
                "name | '' | body/name"
            })
    void refusesAFieldThatCannotBe(String field, String value, String message) throws Exception {
        HttpResponse<String> refused = agent.post("/v4/schedules", body(field, value));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("code").asText()).isEqualTo("FST_ERR_VALIDATION");
        assertThat(json(refused).path("message").asText()).contains(message);
        assertThat(json(agent.get("/v4/schedules"))).isEmpty();
    }

    @Test
    void namesAFieldThatIsMissing() throws Exception {
        assertThat(json(agent.post("/v4/schedules", "{}")).path("message").asText())
                .isEqualTo("body must have required property 'name'");
    }

    @Test
    void startsAndStopsOneAndAll() throws Exception {
        String first = create("name", "first");
        String second = create("name", "second");

        JsonNode stopped = json(agent.put("/v4/schedules/" + first + "/stop", ""));
        assertThat(stopped).hasSize(1);
        assertThat(stopped.at("/0/lastKnownState").asText()).isEqualTo("stopped");
        assertThat(stopped.at("/0").has("nextRun")).isFalse();
        JsonNode status = json(agent.get("/v4/schedules/status"));
        assertThat(status.at("/" + first + "/status").asText()).isEqualTo("Stopped");
        assertThat(status.at("/" + second + "/status").asText()).isEqualTo("Running");
        assertThat(json(agent.put("/v4/schedules/startall", ""))).hasSize(2).allMatch(this::runs);
        assertThat(json(agent.put("/v4/schedules/stopall", ""))).hasSize(2).noneMatch(this::runs);
        assertThat(runs(json(agent.put("/v4/schedules/" + first + "/start", "")).get(0)))
                .isTrue();
    }

    @Test
    void changesOnlyWhatIsGiven() throws Exception {
        String id = create("name", "before");

        HttpResponse<String> changed =
                agent.put("/v4/schedules/" + id, "{\"cronSchedule\":\"30 7 * * *\",\"missedRuns\":\"run-once\"}");

        assertThat(changed.statusCode()).isEqualTo(200);
        JsonNode schedule = json(changed).get(0);
        assertThat(schedule.path("name").asText()).isEqualTo("before");
        assertThat(schedule.path("cronSchedule").asText()).isEqualTo("30 7 * * *");
        assertThat(schedule.path("missedRuns").asText()).isEqualTo("run-once");
        assertThat(schedule.path("nextRun").asText()).contains(":30:00.000Z");
        assertThat(agent.put("/v4/schedules/" + id, "{\"timezone\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void knowsNoScheduleThatIsNotThere() throws Exception {
        assertThat(message(agent.get("/v4/schedules?id=x"))).startsWith("REST SCHEDULER: Schedule ID x not found.");
        assertThat(message(agent.put("/v4/schedules/x/start", "")))
                .startsWith("REST SCHEDULER: Failed starting schedule ID x.");
        assertThat(message(agent.put("/v4/schedules/x/stop", "")))
                .startsWith("REST SCHEDULER: Failed stopping schedule ID x.");
        assertThat(message(agent.delete("/v4/schedules/x")))
                .startsWith("REST SCHEDULER: Delete for schedule ID x failed.");
        assertThat(message(agent.put("/v4/schedules/x", "{}"))).contains("not found");
        assertThat(message(agent.get("/v4/schedules/x/history"))).contains("not found");
    }

    @Test
    void startsItsTaskWhenItIsDueAndTellsSo() throws Exception {
        String id = create("cronSchedule", "* * * * * *");

        await().atMost(PATIENCE).until(() -> qrs.started().size() >= 2);
        await().atMost(PATIENCE)
                .until(() -> "started".equals(history(id).at("/1/result").asText()));
        agent.put("/v4/schedules/" + id + "/stop", "");

        JsonNode run = history(id).get(history(id).size() - 1);
        assertThat(run.path("taskName").asText()).isEqualTo("Reload sales");
        assertThat(json(agent.get("/v4/schedules?id=" + id))
                        .at("/0/lastRun/due")
                        .asText())
                .endsWith("000Z");
        assertThat(dues(id)).hasSameSizeAs(history(id));
        assertThat(qrs.started()).hasSizeLessThanOrEqualTo(history(id).size()).containsOnly(TASK);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void tellsWhyATaskDidNotStart() throws Exception {
        qrs.site().add(FakeTask.of(FakeTask.RELOAD, TASK, "Reload sales").disabled());
        String id = create("cronSchedule", "* * * * * *");

        await().atMost(PATIENCE)
                .until(() -> history(id).findValuesAsText("result").contains("refused"));

        assertThat(history(id).findValuesAsText("reason")).contains("the task is disabled in the QMC");
    }

    @Test
    void aRepositoryThatIsAwayForAMomentOnlyDelaysTheStart() throws Exception {
        qrs.vanish();
        String id = create("cronSchedule", "*/10 * * * * *");
        await().atMost(PATIENCE).until(() -> history(id).size() >= 1);
        agent.put("/v4/schedules/" + id + "/stop", "");
        qrs.appear();

        await().atMost(PATIENCE)
                .until(() -> history(id).findValuesAsText("result").stream().allMatch("started"::equals));
        assertThat(qrs.started()).hasSameSizeAs(history(id));
    }

    @Test
    void afterALongerOutageTheTaskStartsOnceAtMost() throws Exception {
        qrs.vanish();
        String id = create("cronSchedule", "*/3 * * * * *");
        await().atMost(PATIENCE).until(() -> history(id).size() >= 4);
        agent.put("/v4/schedules/" + id + "/stop", "");
        qrs.appear();

        await().atMost(PATIENCE)
                .until(() -> !history(id).findValuesAsText("result").contains("requested"));
        assertThat(qrs.started()).hasSizeLessThanOrEqualTo(1);
        assertThat(history(id).findValuesAsText("result")).contains("failed");
        assertThat(history(id).findValuesAsText("reason"))
                .anyMatch(reason -> reason.contains("before the next run of the schedule was due at "));
    }

    @Test
    void aRemovedScheduleStartsNothing() throws Exception {
        String id = create("cronSchedule", "* * * * * *");
        await().atMost(PATIENCE).until(() -> !qrs.started().isEmpty());

        assertThat(agent.delete("/v4/schedules/" + id).statusCode()).isEqualTo(204);

        // One may have been on its way.
        int most = qrs.started().size() + 1;
        await().during(Duration.ofSeconds(4))
                .atMost(PATIENCE)
                .until(() -> qrs.started().size() <= most);
        assertThat(json(agent.get("/v4/schedules"))).isEmpty();
    }

    @Test
    void schedulesAndTheirStatesSurviveARestart() throws Exception {
        String running = create("cronSchedule", "* * * * * *");
        String stopped = create("name", "stopped");
        agent.put("/v4/schedules/" + stopped + "/stop", "");
        await().atMost(PATIENCE).until(() -> !qrs.started().isEmpty());
        agent.close();
        int before = qrs.started().size();

        agent = agent();

        await().atMost(PATIENCE).until(() -> qrs.started().size() > before);
        JsonNode all = json(agent.get("/v4/schedules"));
        assertThat(all).hasSize(2);
        assertThat(all.get(0).path("id").asText()).isEqualTo(running);
        assertThat(runs(all.get(0))).isTrue();
        assertThat(runs(all.get(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"skip, missed, 0", "run-once, started, 1"})
    void aRunMissedWhileTheAgentWasDownFollowsThePolicy(String policy, String result, int starts) throws Exception {
        String id = create("missedRuns", policy);
        agent.close();
        Instant due = Instant.parse("2026-11-20T01:00:00Z");
        dueAt(id, due, true);

        agent = agent();

        await().atMost(PATIENCE)
                .until(() -> result.equals(history(id).at("/0/result").asText()));
        assertThat(history(id)).hasSize(1);
        assertThat(history(id).at("/0/due").asText()).isEqualTo("2026-11-20T01:00:00.000Z");
        assertThat(qrs.started()).hasSize(starts);
        if (starts == 0) {
            assertThat(history(id).at("/0/reason").asText()).contains("not running", "runs missed: ");
        }
    }

    @Test
    void needsARepository() {
        agent.close();
        assertThatThrownBy(() -> RestFixture.start(folder, "endpoints: [createNewSchedule]"))
                .hasMessageContaining("footman.qlik-sense.repository")
                .hasMessageContaining("schedules can start nothing");
        agent = agent();
    }

    /** As if the agent had been down since, or killed with the run in hand. */
    private void dueAt(String id, Instant due, boolean picked) throws Exception {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                PreparedStatement update = journal.prepareStatement("UPDATE scheduled_tasks SET execution_time = ?,"
                        + " picked = ?, picked_by = 'gone', last_heartbeat = ? WHERE task_instance = ?")) {
            update.setLong(1, due.toEpochMilli());
            update.setBoolean(2, picked);
            update.setLong(3, due.toEpochMilli());
            update.setString(4, id);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private Set<String> dues(String id) throws IOException {
        return new HashSet<>(history(id).findValuesAsText("due"));
    }

    private boolean runs(JsonNode schedule) {
        return "started".equals(schedule.path("lastKnownState").asText());
    }

    private JsonNode history(String id) throws IOException {
        return json(agent.get("/v4/schedules/" + id + "/history"));
    }

    private String create(String field, String value) throws IOException {
        return json(agent.post("/v4/schedules", body(field, value))).path("id").asText();
    }

    private static String body(String field, String value) {
        var body = new java.util.LinkedHashMap<>(java.util.Map.of(
                "name", "Nightly",
                "cronSchedule", "0 6 * * *",
                "timezone", "UTC",
                "qlikSenseTaskId", TASK,
                "startupState", "start"));
        body.put(field, value);
        List<String> fields = body.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .toList();
        return "{" + String.join(",", fields) + "}";
    }

    private static String message(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(400);
        return json(answer).path("message").asText();
    }

    private RestFixture agent() {
        return RestFixture.start(
                folder,
                ALL,
                "qlik-sense: { repository: \"" + qrs.url()
                        + "\", certificates: certs }\ndelivery: { first-wait: 50ms }");
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
