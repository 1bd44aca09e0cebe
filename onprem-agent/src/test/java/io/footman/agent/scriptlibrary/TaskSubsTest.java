package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.FakeTask.Execution;
import io.footman.agent.rest.RestFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskSubsTest {
    private static final String RELOAD = FakeSite.RELOAD_TASK;
    private static final String PROGRAM = FakeSite.PROGRAM_TASK;

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private RestFixture agent;
    private LoadScript script;

    @BeforeEach
    void start() {
        qrs = FakeQrs.start(folder.resolve("certs"));
        reloadTask(FakeTask.of(FakeTask.RELOAD, RELOAD, "Reload sales"));
        agent = RestFixture.start(
                folder,
                "rate-limit: 0\nendpoints: [senseStartTask, keyValueStore]",
                "qlik-sense: { repository: \"" + qrs.url() + "\", certificates: certs }\n"
                        + "start-tasks: { allow: { task-ids: [\"*\"] } }");
        script = new LoadScript(agent.port());
    }

    @AfterEach
    void stop() {
        script.close();
        agent.close();
        qrs.close();
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void startsATask() {
        script.callSmallest("StartTask", RELOAD);

        assertThat(qrs.started()).containsExactly(RELOAD);
    }

    @Test
    void startsWhatTablesName() {
        for (String name : NastyValues.NAMES) {
            reloadTask(FakeTask.of(FakeTask.RELOAD, RELOAD, "Reload sales").withTags(name));
            int before = qrs.started().size();
            script.templates().table(field -> switch (field) {
                case "Ids.TaskId" -> PROGRAM;
                case "Tags.Tag" -> name;
                case "Properties.Name" -> "Group";
                case "Properties.Value" -> "nobody has " + name;
                case "Values.Namespace", "Values.Key" -> name;
                case "Values.Value" -> "value of " + name;
                case "Values.TTL" -> "";
                default -> throw new IllegalArgumentException(field);
            });

            String answer = script.call("StartTask", "-", "Ids", "Tags", "Properties", "Values")
                    .get(0)
                    .body();

            assertThat(qrs.started().subList(before, qrs.started().size()))
                    .as("%s, answered %s", name, answer)
                    .containsExactlyInAnyOrder(PROGRAM, RELOAD);
            script.call("GetKeyValue", name, name, "vRead");
            assertThat(script.variable("vRead")).isEqualTo("value of " + name);
        }
    }

    @Test
    void storesAKeyValueForTheTask() {
        for (String value : NastyValues.texts()) {
            script.call("StartTask_KeyValue", RELOAD, "sales", "day", value, "60000");
            script.call("GetKeyValue", "sales", "day", "vRead");

            assertThat(script.variable("vRead")).isEqualTo(value);
        }
        assertThat(qrs.started()).hasSize(NastyValues.texts().size()).containsOnly(RELOAD);
    }

    @Test
    void tellsHowManyTasksHaveStarted() {
        script.callSmallest("StartTask", RELOAD);
        assertThat(script.variable("vFootmanStarted")).isEqualTo("1");
        assertThat(script.variable("vFootmanNotStarted")).isEqualTo("0");

        script.callSmallest("StartTask", "no task's id");
        assertThat(script.variable("vFootmanStarted")).isEqualTo("0");
        assertThat(script.variable("vFootmanNotStarted")).isEqualTo("1");
    }

    @Test
    void waitsUntilATaskHasEnded() {
        String answer =
                script.call("StartTaskAndWait", RELOAD, 900L, "vEnd").get(0).body();
        assertThat(script.variable("vEnd")).isEqualTo("FinishedSuccess");

        String session = LoadScript.json(answer).at("/sessions/0/sessionId").asText();
        script.call("WaitForTask", session, 900L, "vEndAgain");
        assertThat(script.variable("vEndAgain")).isEqualTo("FinishedSuccess");
        assertThat(script.variable("vFootmanReason")).contains("FinishedSuccess");
    }

    private void reloadTask(FakeTask task) {
        qrs.site().add(task.withExecutions(Execution.of(1, FakeTask.Status.FINISHED_SUCCESS)));
    }
}
