package io.footman.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.corridor.Agent;
import io.footman.agent.journal.Schedule;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleImportTest {
    private static final String FILE = """
            butlerSchedule:
              - id: 9ae4a0d2-9cd7-4e49-9c2e-9d9a3a2d0c33
                created: 2020-05-02T10:11:12.123Z
                name: Every weekday
                cronSchedule: 0 6 * * 1-5
                timezone: Europe/Stockholm
                qlikSenseTaskId: 210832b5-6174-4572-bd19-3e61eda675ef
                startupState: start
                tags:
                  - abc
                  - 2020
                lastKnownState: stopped
              - id: 'second'
                created: '2020-05-02T10:11:13.000Z'
                name: Stopped
                cronSchedule: '*/30 * * * * *'
                timezone: UTC
                qlikSenseTaskId: 210832b5-6174-4572-bd19-3e61eda675ef
                startupState: stopped
                lastKnownState: started
              - id: third
                name: Never ran
                cronSchedule: 61 * * * *
                timezone: UTC
                qlikSenseTaskId: 210832b5-6174-4572-bd19-3e61eda675ef
                startupState: start
              - just a text
              - id: fifth
                name: No zone
                cronSchedule: 0 6 * * *
                qlikSenseTaskId: 210832b5-6174-4572-bd19-3e61eda675ef
                startupState: start
            """;

    @TempDir
    Path folder;

    private Agent agent;

    @BeforeEach
    void open() {
        FakeCertificates.create(folder.resolve("certs"));
        agent = Agent.open(SettingsFile.parse("""
                footman:
                  journal: { file: journal.db }
                  qlik-sense: { repository: "https://localhost:1", certificates: certs }
                  rest: { port: 0, schedules: {} }
                """, "footman.yml", Map.of(), folder));
    }

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void keepsIdsTimesAndStatesAndTellsWhatCannotBeTaken() {
        ScheduleImport.Outcome outcome = agent.part(ScheduleImport.class).run(FILE);

        assertThat(outcome.imported()).hasSize(2);
        assertThat(outcome.refused()).hasSize(3);
        assertThat(outcome.refused().get(0)).contains("entry 3 \"Never ran\": cronSchedule", "not in range [0, 59]");
        assertThat(outcome.refused().get(1)).contains("entry 4: butlerSchedule has an entry that is no schedule");
        assertThat(outcome.refused().get(2)).contains("entry 5 \"No zone\": timezone is missing");
        List<Schedule> all = agent.part(Schedules.class).all();
        assertThat(all).hasSize(2);
        assertThat(all.get(0).id()).isEqualTo("9ae4a0d2-9cd7-4e49-9c2e-9d9a3a2d0c33");
        assertThat(all.get(0).created()).isEqualTo(Instant.parse("2020-05-02T10:11:12.123Z"));
        assertThat(all.get(0).tags()).contains(List.of("abc", "2020"));
        assertThat(all.get(0).running()).isTrue();
        assertThat(all.get(1).running()).isFalse();
        assertThat(all.get(1).tags()).isEmpty();
    }

    @Test
    void aSecondImportChangesNothing() {
        agent.part(ScheduleImport.class).run(FILE);
        agent.part(Schedules.class).run("second", true);

        ScheduleImport.Outcome again = agent.part(ScheduleImport.class).run(FILE);

        assertThat(again.imported()).isEmpty();
        assertThat(again.present()).hasSize(2);
        assertThat(agent.part(Schedules.class).find("second").orElseThrow().running())
                .isTrue();
    }

    @Test
    void aDueTimeThatIsMissingOrWrongIsPutRight() {
        agent.part(ScheduleImport.class).run(FILE);
        Schedules schedules = agent.part(Schedules.class);
        DueTimes dueTimes = agent.part(DueTimes.class);
        Schedule running = schedules.all().get(0);
        Instant right = schedules.nextRun(running).orElseThrow();
        assertThat(dueTimes.planned(running.id())).contains(right);

        dueTimes.cancel(running.id());
        dueTimes.plan("second", right);
        schedules.reconcile();
        assertThat(dueTimes.planned(running.id())).contains(right);
        assertThat(dueTimes.planned("second")).isEmpty();

        dueTimes.plan(running.id(), right.plusSeconds(7));
        schedules.reconcile();
        assertThat(dueTimes.planned(running.id())).contains(right);

        Instant passed = Instant.parse("2026-11-20T01:00:00Z");
        dueTimes.plan(running.id(), passed);
        schedules.reconcile();
        assertThat(dueTimes.planned(running.id())).contains(passed);
    }

    @Test
    void refusesAnotherFile() {
        ScheduleImport imports = agent.part(ScheduleImport.class);

        assertThatThrownBy(() -> imports.run("Butler: {}")).hasMessageContaining("butlerSchedule");
        assertThatThrownBy(() -> imports.run("a: [")).hasMessageContaining("no YAML");
    }
}
