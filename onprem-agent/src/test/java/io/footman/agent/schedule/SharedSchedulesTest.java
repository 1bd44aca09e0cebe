package io.footman.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.corridor.Agent;
import io.footman.agent.journal.Schedule;
import io.footman.agent.journal.Schedule.MissedRuns;
import io.footman.agent.journal.ScheduleRun;
import io.footman.agent.journal.ScheduleRun.Result;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.model.settings.SettingsFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two agents on one PostgreSQL database. */
class SharedSchedulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void startEachRunOnceAndGoOnWhenOneAgentEnds() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                FakeQrs qrs = FakeQrs.start(folder.resolve("certs"));
                Agent first = agent(postgres, qrs);
                Agent second = agent(postgres, qrs)) {
            first.start();
            second.start();
            Schedules schedules = second.part(Schedules.class);
            schedules.add(everySecond());
            await().atMost(PATIENCE).until(() -> started(schedules) >= 8);
            first.close();
            int before = started(schedules);
            await().atMost(PATIENCE).until(() -> started(schedules) >= before + 3);
            schedules.run("a", false);
            await().atMost(PATIENCE)
                    .until(() -> schedules.history("a").stream().allMatch(run -> run.result() == Result.STARTED));

            List<ScheduleRun> runs = schedules.history("a");
            Set<Instant> dues =
                    new HashSet<>(runs.stream().map(ScheduleRun::due).toList());
            assertThat(dues).hasSameSizeAs(runs);
            assertThat(qrs.started()).hasSameSizeAs(runs).containsOnly(FakeSite.RELOAD_TASK);
        }
    }

    private static int started(Schedules schedules) {
        return (int) schedules.history("a").stream()
                .filter(run -> run.result() == Result.STARTED)
                .count();
    }

    private static Schedule everySecond() {
        return new Schedule(
                "a",
                Instant.parse("2026-11-20T10:00:00Z"),
                "Every second",
                "* * * * * *",
                "UTC",
                FakeSite.RELOAD_TASK,
                "start",
                Optional.empty(),
                MissedRuns.SKIP,
                true);
    }

    private Agent agent(EmbeddedPostgres postgres, FakeQrs qrs) {
        String text = """
                footman:
                  server: { port: 0 }
                  journal:
                    url: "jdbc:postgresql://localhost:%d/postgres"
                    username: postgres
                    password: postgres
                  qlik-sense: { repository: "%s", certificates: certs }
                  rest: { port: 0, schedules: {} }
                """.formatted(postgres.getPort(), qrs.url());
        return Agent.open(SettingsFile.parse(text, "footman.yml", Map.of(), folder));
    }
}
