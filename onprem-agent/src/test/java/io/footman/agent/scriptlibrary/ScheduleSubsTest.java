package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.rest.RestFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleSubsTest {
    private static final String TASK = FakeSite.RELOAD_TASK;

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private RestFixture agent;
    private LoadScript script;

    @BeforeEach
    void start() {
        qrs = FakeQrs.start(folder.resolve("certs"));
        agent = RestFixture.start(
                folder,
                "rate-limit: 0\nendpoints: [getSchedule, createNewSchedule, updateSchedule, deleteSchedule, startSchedule,"
                        + " stopSchedule]",
                "qlik-sense: { repository: \"" + qrs.url() + "\", certificates: certs }\n");
        script = new LoadScript(agent.port()).mayLack("nextRun");
    }

    @AfterEach
    void stop() {
        script.close();
        agent.close();
        qrs.close();
    }

    @Test
    void aScheduleOfAnyNameIsMadeChangedAndRemoved() {
        for (String name : NastyValues.NAMES) {
            script.call(
                    "AddSchedule",
                    name,
                    "0 2 * * *",
                    "Europe/Stockholm",
                    TASK,
                    "stopped",
                    "etl, night",
                    "run-once",
                    "vId");
            String id = script.variable("vId");
            assertThat(LoadScript.json(schedule(id)).at("/0/name").asText()).isEqualTo(name);
            assertThat(schedule(id)).contains("\"tags\":[\"etl\",\"night\"]", "\"missedRuns\":\"run-once\"");

            script.call("UpdateSchedule", id, "", "30 2 * * 1-5", "", "", "", "skip");
            assertThat(LoadScript.json(schedule(id)).at("/0/name").asText()).isEqualTo(name);
            assertThat(schedule(id))
                    .contains("\"cronSchedule\":\"30 2 * * 1-5\"", "\"missedRuns\":\"skip\"", "Europe/Stockholm", TASK);

            script.call("StartSchedule", id);
            assertThat(schedule(id)).contains("\"lastKnownState\":\"started\"");
            script.call("StopSchedule", id);
            assertThat(schedule(id)).contains("\"lastKnownState\":\"stopped\"");
            script.call("GetScheduleHistory", "Runs", id);

            script.call("DeleteSchedule", id);
            assertThat(script.call("GetSchedules", "Schedules", "").get(0).body())
                    .isEqualTo("[]");
        }
    }

    @Test
    void whatMayBeLeftOutMayBeLeftOut() {
        script.callSmallest("AddSchedule", "Nightly", "0 0 2 * * *", "UTC", TASK, "started");

        assertThat(script.call("GetSchedules", "Schedules").get(0).body()).contains("\"missedRuns\":\"skip\"");
    }

    private String schedule(String id) {
        return script.call("GetSchedules", "Schedules", id).get(0).body();
    }
}
