package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.Schedule;
import io.footman.agent.journal.Schedule.MissedRuns;
import io.footman.agent.journal.ScheduleRun;
import io.footman.agent.journal.ScheduleRun.Result;
import io.footman.agent.journal.ScheduleStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What schedules may rely on, on each kind of store. */
class ScheduleContractTest extends JournalContractTest {
    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Instant DUE = Instant.parse("2026-11-21T05:00:00Z");

    private SqlScheduleStore schedules;

    @BeforeEach
    void openSchedules() {
        schedules = new SqlScheduleStore(journal.database(), journal.writer());
    }

    @Test
    void givesBackWhatWasAddedTheOldestFirst() {
        Schedule second = schedule("a", CREATED.plusSeconds(1), Optional.empty());
        Schedule first = schedule("b", CREATED, Optional.of(List.of("Größe", "a,b")));
        schedules.add(second);
        schedules.add(first);

        assertThat(schedules.all()).containsExactly(first, second);
        assertThat(schedules.find("b")).contains(first);
        assertThat(schedules.find("c")).isEmpty();
    }

    @Test
    void keepsWhatIsThereUnderTheSameId() {
        Schedule first = schedule("a", CREATED, Optional.empty());
        assertThat(schedules.add(first)).isTrue();
        assertThat(schedules.add(schedule("a", CREATED.plusSeconds(9), Optional.of(List.of()))))
                .isFalse();
        assertThat(schedules.all()).containsExactly(first);
    }

    @Test
    void changesAndRemoves() {
        Schedule first = schedule("a", CREATED, Optional.empty());
        schedules.add(first);

        Schedule changed = new Schedule(
                "a",
                CREATED,
                "changed",
                "0 7 * * *",
                "UTC",
                first.taskId(),
                "stop",
                Optional.of(List.of()),
                MissedRuns.SKIP,
                true);
        assertThat(schedules.update(changed)).isTrue();
        assertThat(schedules.find("a")).contains(changed);
        assertThat(schedules.remove("a")).isTrue();
        assertThat(schedules.remove("a")).isFalse();
        assertThat(schedules.update(first)).isFalse();
    }

    @Test
    void aStopBesideAChangeStaysAndSoDoesTheChange() {
        Schedule first = schedule("a", CREATED, Optional.empty());
        schedules.add(first);

        assertThat(schedules.run("a", false)).isTrue();
        assertThat(schedules.update(first)).as("read before the stop").isTrue();

        assertThat(schedules.find("a")).contains(first.asRunning(false));
        assertThat(schedules.run("a", true)).isTrue();
        assertThat(schedules.find("a")).contains(first);
        assertThat(schedules.run("b", true)).isFalse();
    }

    @Test
    void notesARunOnceAndThenItsResult() {
        schedules.add(schedule("a", CREATED, Optional.empty()));
        schedules.begin(run("a", DUE, Result.REQUESTED, ""));
        schedules.begin(run("a", DUE, Result.MISSED, "again"));
        schedules.begin(run("a", DUE.plusSeconds(60), Result.REQUESTED, ""));
        ScheduleRun settled = run("a", DUE, Result.REFUSED, "disabled");
        schedules.settle(settled);

        assertThat(schedules.runs("a", 10))
                .containsExactly(run("a", DUE.plusSeconds(60), Result.REQUESTED, ""), settled);
        assertThat(schedules.runs("a", 1)).hasSize(1);
    }

    @Test
    void forgetsTheOldestRunsAndThoseOfRemovedSchedules() {
        schedules.add(schedule("a", CREATED, Optional.empty()));
        for (int i = 0; i < ScheduleStore.RUNS_KEPT + 5; i++) {
            schedules.begin(run("a", DUE.plusSeconds(i), Result.REQUESTED, ""));
        }

        List<ScheduleRun> kept = schedules.runs("a", 1_000);
        assertThat(kept).hasSize(ScheduleStore.RUNS_KEPT);
        assertThat(kept.get(ScheduleStore.RUNS_KEPT - 1).due()).isEqualTo(DUE.plusSeconds(5));
        schedules.remove("a");
        assertThat(schedules.runs("a", 10)).isEmpty();
    }

    private static ScheduleRun run(String id, Instant due, Result result, String detail) {
        return new ScheduleRun(id, due, due.plusMillis(7), result, Optional.of("Reload sales"), detail);
    }

    private static Schedule schedule(String id, Instant created, Optional<List<String>> tags) {
        return new Schedule(
                id,
                created,
                "Försäljning €",
                "0 6 * * 1-5",
                "Europe/Stockholm",
                "210832b5-6174-4572-bd19-3e61eda675ef",
                "start",
                tags,
                MissedRuns.RUN_ONCE,
                true);
    }
}
