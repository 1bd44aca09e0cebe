package io.footman.agent.loadscript.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.journal.KeyValue;
import io.footman.agent.loadscript.keyvalue.EntryRequest;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.FakeTask.Execution;
import io.footman.agent.qlik.repository.Trouble;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartTaskEndpointTest {
    private static final String RELOAD = FakeSite.RELOAD_TASK;
    private static final String PROGRAM = FakeSite.PROGRAM_TASK;
    private static final String ONE = "/v4/reloadtask/" + RELOAD + "/start";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private RestFixture agent;

    @BeforeEach
    void start() {
        qrs = FakeQrs.start(folder.resolve("certs"));
        qrs.site()
                .add(FakeTask.of(FakeTask.RELOAD, RELOAD, "Reload sales")
                        .withTags("Nightly")
                        .withExecutions(Execution.of(1, FakeTask.Status.FINISHED_SUCCESS)));
        agent = agent("[senseStartTask, keyValueStore]", "task-ids: [\"*\"]");
    }

    @AfterEach
    void stop() {
        agent.close();
        qrs.close();
    }

    @Test
    void answersExactlyAsButlerAndThenTellsWhatFailed() {
        HttpResponse<String> answer = agent.put(
                ONE,
                "[{\"type\":\"starttaskid\",\"payload\":{\"taskId\":\"sales\"}},"
                        + "{\"type\":\"starttasktag\",\"payload\":{\"tag\":\"Nightly\"}},"
                        + "{\"type\":\"starttaskcustomproperty\",\"payload\":"
                        + "{\"customPropertyName\":\"Group\",\"customPropertyValue\":\"Finance\"}}]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("""
                {
                  "tasksId": {
                    "started": [
                      {
                        "taskId": "210832b5-6174-4572-bd19-3e61eda675ef",
                        "taskName": "Reload sales"
                      }
                    ],
                    "invalid": [
                      {
                        "taskId": "sales"
                      }
                    ],
                    "denied": []
                  },
                  "tasksTag": [
                    {
                      "taskId": "210832b5-6174-4572-bd19-3e61eda675ef",
                      "taskName": "Reload sales"
                    }
                  ],
                  "tasksTagDenied": [],
                  "tasksCP": [],
                  "tasksCPDenied": [],
                  "failed": [
                    {
                      "name": "Group",
                      "value": "Finance",
                      "reason": "no task has it, or the user of qlik-sense.user may not see them"
                    }
                  ],
                  "startedTasks": 1,
                  "notStarted": 2
                }""");
        assertThat(qrs.started()).containsExactly(RELOAD);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "{}"})
    void takesABodyThatSaysNothingMore(String body) throws Exception {
        HttpResponse<String> answer = agent.post(ONE, body);

        assertThat(json(answer).at("/tasksId/started/0/taskId").asText()).isEqualTo(RELOAD);
    }

    @Test
    void needsNeitherBodyNorContentTypeAndTakesTheMethodFromAHeader() throws Exception {
        HttpResponse<String> answer =
                agent.send(agent.request("/v4/reloadtask/%7B" + RELOAD.toUpperCase() + "%7D/start")
                        .header("X-HTTP-Method-Override", "PUT")
                        .POST(BodyPublishers.noBody()));

        assertThat(json(answer).at("/tasksId/started/0/taskId").asText()).isEqualTo(RELOAD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"type\":\"starttaskid\"}] | body/0 must have required property 'payload'",
                "[{\"payload\":{}}] | body/0 must have required property 'type'",
                "[{\"type\":\"starttasktag\",\"payload\":{\"tag\":\"a\"}},{\"type\":\"x\",\"payload\":{}}] | body/1/type",
                "[{\"type\":\"starttaskid\",\"payload\":{}}] | body/0/payload must have required property 'taskId'",
                "[{\"type\":\"starttasktag\",\"payload\":{\"tag\":\" \"}}] | body/0/payload/tag must not be empty",
                "[{\"type\":\"starttaskid\",\"payload\":\"x\"}] | body/0/payload must be object",
                "\"x\" | body must be array",
                "[{\"type\":\"starttaskid | not valid JSON"
            })
    void refusesABodyThatItDoesNotUnderstandAndStartsNothing(String body, String message) throws Exception {
        HttpResponse<String> answer = agent.put(ONE, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asText()).contains(message);
        assertThat(qrs.started()).isEmpty();
    }

    @Test
    void refusesMoreItemsThanALookUpEachIsReasonableFor() throws Exception {
        String tag = "{\"type\":\"starttasktag\",\"payload\":{\"tag\":\"Nightly\"}}";
        assertThat(agent.put(ONE, "[" + String.join(",", Collections.nCopies(100, tag)) + "]")
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer = agent.put(ONE, "[" + String.join(",", Collections.nCopies(101, tag)) + "]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asText()).contains("more than 100 items, and has 101");
        assertThat(qrs.started()).containsExactly(RELOAD);
    }

    @ParameterizedTest
    @CsvSource({"allTaskIdsMustExist=maybe", "wait=0", "wait=601", "wait=soon"})
    void refusesParametersOutOfRange(String query) {
        assertThat(agent.put(ONE + "?" + query, "[]").statusCode()).isEqualTo(400);
        assertThat(qrs.started()).isEmpty();
    }

    @Test
    void holdsAllIdsBackWhenOneDoesNotExistAndThatIsWanted() throws Exception {
        JsonNode answer = json(agent.put(
                ONE + "?allTaskIdsMustExist=true",
                "[{\"type\":\"starttaskid\",\"payload\":{\"taskId\":\"210832b5-0000-4572-bd19-3e61eda675ef\"}}]"));

        assertThat(answer.at("/tasksId/denied/0/taskId").asText()).isEqualTo(RELOAD);
        assertThat(answer.at("/tasksId/started")).isEmpty();
        assertThat(qrs.started()).isEmpty();
    }

    @Test
    void onlyWhatIsAllowedStartsHoweverItIsAskedFor() throws Exception {
        agent.close();
        agent = agent("[senseStartTask]", "tags: [Rates]");

        JsonNode answer = json(agent.put(
                ONE,
                "[{\"type\":\"starttaskid\",\"payload\":{\"taskId\":\"" + PROGRAM + "\"}},"
                        + "{\"type\":\"starttasktag\",\"payload\":{\"tag\":\"Nightly\"}}]"));

        assertThat(qrs.started()).containsExactly(PROGRAM);
        assertThat(answer.at("/tasksId/denied/0/taskId").asText()).isEqualTo(RELOAD);
        assertThat(answer.at("/tasksTagDenied/0/tag").asText()).isEqualTo("Nightly");
        assertThat(answer.at("/tasksTagDenied/0/tasks/0/taskId").asText()).isEqualTo(RELOAD);
    }

    @Test
    void storesKeyValuesBeforeItStarts() throws Exception {
        JsonNode answer = json(agent.put(ONE, keyValue("m")));

        assertThat(answer.at("/failed")).isEmpty();
        assertThat(json(agent.get("/v4/keyvalues/ns?key=m")).path("value").asText())
                .isEqualTo("v");
        assertThat(qrs.started()).containsExactly(RELOAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "-5", "0", "5000.5"})
    void readsKeysAndTimesToLiveAsTheKeyValueStoreDoes(String ttl) {
        String body =
                "[{\"type\":\"keyvaluestore\",\"payload\":{\"namespace\":\"ns\",\"key\":\"\",\"value\":\"v\",\"ttl\":"
                        + ttl + "}}]";

        List<KeyValue> read = StartCall.read("-", false, body.getBytes(StandardCharsets.UTF_8))
                .keyValues();

        assertThat(read)
                .containsExactly(EntryRequest.of(
                                "",
                                Fields.object(
                                        ("{\"value\":\"v\",\"ttl\":" + ttl + "}").getBytes(StandardCharsets.UTF_8)))
                        .in("ns"));
        assertThat(read.get(0).timeToLive()).isNotEqualTo(Optional.of(Duration.ZERO));
    }

    @Test
    void aKeyValueBeyondALimitStartsNothing() {
        HttpResponse<String> answer = agent.put(ONE, keyValue("k".repeat(5_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("max-key-length");
        assertThat(qrs.started()).isEmpty();
    }

    @Test
    void keyValuesNeedTheirOwnScopeAndWithoutItNothingStarts() {
        agent.close();
        agent = agent(
                "[senseStartTask, keyValueStore]\naccess: { keyless: [ { from: [127.0.0.1], scopes: [tasks] } ] }",
                "task-ids: [\"*\"]");

        HttpResponse<String> refused = agent.put(ONE, keyValue("m"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("keyvalues");
        assertThat(qrs.started()).isEmpty();
        assertThat(agent.put(ONE, "[]").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatKeyValuesWereNotStoredWhereTheEndpointIsOff() throws Exception {
        agent.close();
        agent = agent("[senseStartTask]", "task-ids: [\"*\"]");

        JsonNode answer = json(agent.put(ONE, keyValue("m")));

        assertThat(answer.at("/failed/0/key").asText()).isEqualTo("m");
        assertThat(answer.at("/failed/0/reason").asText()).contains("keyValueStore", "footman.rest.endpoints");
        assertThat(qrs.started()).containsExactly(RELOAD);
    }

    @Test
    void anAbsentRepositoryIsNoSuccess() {
        qrs.vanish();

        HttpResponse<String> answer = agent.put(ONE, "[]");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Failed starting task").contains("cannot be reached");
    }

    @Test
    void waitsForTheEndOfEachTask() throws Exception {
        qrs.sessionsLast(1);

        JsonNode answer = json(agent.put(
                ONE + "?wait=20", "[{\"type\":\"starttaskid\",\"payload\":{\"taskId\":\"" + PROGRAM + "\"}}]"));

        JsonNode first = answer.at("/sessions/0");
        assertThat(first.path("taskId").asText()).isEqualTo(RELOAD);
        assertThat(first.path("taskName").asText()).isEqualTo("Reload sales");
        assertThat(first.path("finished").asBoolean()).isTrue();
        assertThat(first.path("status").asText()).isEqualTo("FinishedSuccess");
        assertThat(first.path("startTime").asText()).isEqualTo("2026-11-20T02:00:01.100Z");
        assertThat(first.path("stopTime").asText()).isEqualTo("2026-11-20T02:00:09.800Z");
        assertThat(first.path("duration").asLong()).isEqualTo(8_700);
        assertThat(first.path("message").asText()).contains("FinishedSuccess");
        assertThat(answer.at("/sessions/1/status").asText()).isEqualTo("FinishedFail");
        assertThat(answer.at("/sessions/1/message").asText()).isEqualTo("Max retries reached");
        assertThat(answer.at("/tasksId/started/0/sessionId").asText())
                .isEqualTo(first.path("sessionId").asText());
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void goesOnWaitingForASession() throws Exception {
        qrs.sessionsLast(5);
        String session = json(agent.put(ONE + "?wait=1", "[]"))
                .at("/sessions/0/sessionId")
                .asText();

        JsonNode now = json(agent.get("/v4/tasksession/" + session));
        JsonNode later = json(agent.get("/v4/tasksession/" + session + "?wait=30"));

        assertThat(now.path("finished").asBoolean()).isFalse();
        assertThat(now.path("status").asText()).isEqualTo("Started");
        assertThat(later.path("finished").asBoolean()).isTrue();
        assertThat(later.path("taskId").asText()).isEqualTo(RELOAD);
    }

    @Test
    void knowsNoSessionThatWasNot() {
        assertThat(agent.get("/v4/tasksession/" + FakeTask.guid("abcdef00", 1)).statusCode())
                .isEqualTo(404);
        assertThat(agent.get("/v4/tasksession/latest").statusCode()).isEqualTo(400);
        qrs.vanish();
        assertThat(agent.get("/v4/tasksession/" + FakeTask.guid("abcdef00", 1)).statusCode())
                .isEqualTo(503);
    }

    @Test
    void asksToComeBackWhenTheRepositoryHasNotAnsweredInTime() {
        qrs.troubled(Trouble.hangs().onRoute("GET executionsession/{id}"));

        HttpResponse<String> answer = agent.get("/v4/tasksession/" + FakeTask.guid("abcdef00", 1));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("has not answered yet", "Ask again");
    }

    @Test
    void aCallerThatGoesAwayEndsTheQuestions() throws Exception {
        qrs.sessionsLast(Integer.MAX_VALUE);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
            socket.getOutputStream()
                    .write(("PUT " + ONE + "?wait=600 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n[]")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> looks() >= 2);
        }

        int before = looks();
        // Longer than the pauses between questions so far; one may have been on its way.
        await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> looks() <= before + 1);
    }

    @Test
    void refusesToStartWithoutWhatItNeeds() {
        agent.close();
        assertThatThrownBy(() -> agent("[senseStartTask]", ""))
                .hasMessageContaining("footman.start-tasks.allow")
                .hasMessageContaining("task-ids: [\"*\"]");
        assertThatThrownBy(() -> RestFixture.start(folder, "endpoints: [senseStartTask]"))
                .hasMessageContaining("footman.qlik-sense.repository")
                .hasMessageContaining("footman.start-tasks.allow");
        agent = agent("[]", "");
    }

    private int looks() {
        return qrs.record().routes().getOrDefault("GET executionsession/{id}", 0);
    }

    private static String keyValue(String key) {
        return "[{\"type\":\"keyvaluestore\",\"payload\":{\"namespace\":\"ns\",\"key\":\"" + key
                + "\",\"value\":\"v\",\"ttl\":\"60000\"}}]";
    }

    private RestFixture agent(String endpoints, String allow) {
        return RestFixture.start(
                folder,
                "endpoints: " + endpoints,
                "qlik-sense: { repository: \"" + qrs.url() + "\", certificates: certs }\nstart-tasks: { allow: { "
                        + allow + " } }");
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
