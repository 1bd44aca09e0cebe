package io.footman.agent.enrich.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.enrich.sense.Outcome.State;
import io.footman.agent.model.EventKind;
import io.footman.agent.qlik.repository.Execution;
import io.footman.agent.qlik.repository.ExecutionStatus;
import io.footman.agent.qlik.repository.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "0, reload-task-failed",
        "1, external-program-failed",
        "2, user-sync-failed",
        "3, distribute-failed",
        "4, preload-task-failed",
        "5, task-failed"
    })
    void namesTheKindByTheTypeOfTheTask(int type, String kind) {
        Outcome outcome =
                Outcome.of(new EventKind("task-failed"), Optional.of(task(type, ExecutionStatus.FINISHED_FAIL)));

        assertThat(outcome).isEqualTo(new Outcome(new EventKind(kind), State.SETTLED, ""));
    }

    @Test
    void takesATypeThatIsNotToldForAReload() {
        Task task = task(Optional.empty(), ExecutionStatus.FINISHED_FAIL);

        assertThat(Outcome.of(new EventKind("task-failed"), Optional.of(task)).kind())
                .isEqualTo(new EventKind("reload-task-failed"));
    }

    @Test
    void keepsTheKindOfAnUnknownTask() {
        assertThat(Outcome.of(new EventKind("task-aborted"), Optional.empty()))
                .isEqualTo(new Outcome(new EventKind("task-aborted"), State.SETTLED, ""));
    }

    @ParameterizedTest
    @CsvSource({
        // received, statuses that fit
        "task-failed, NEVER_STARTED ABORTED FINISHED_FAIL SKIPPED ERROR RESET UNKNOWN",
        "task-aborted, NEVER_STARTED ABORTED FINISHED_FAIL SKIPPED ERROR RESET UNKNOWN",
        "task-succeeded, FINISHED_SUCCESS UNKNOWN"
    })
    void waitsForTheRepositoryToAgreeWithTheMessage(String received, String fitting) {
        for (ExecutionStatus status : ExecutionStatus.values()) {
            State expected = List.of(fitting.split(" ")).contains(status.name()) ? State.SETTLED : State.LAGGING;

            Outcome outcome = Outcome.of(new EventKind(received), Optional.of(task(0, status)));

            assertThat(outcome.state()).as("%s with %s", received, status).isEqualTo(expected);
            assertThat(outcome.doubt().isEmpty()).isEqualTo(expected == State.SETTLED);
        }
    }

    @ParameterizedTest
    @EnumSource(ExecutionStatus.class)
    void knowsWhenADistributionHasEnded(ExecutionStatus status) {
        Outcome outcome = Outcome.of(EventKind.DISTRIBUTE_ENDED, Optional.of(task(3, status)));

        Map<ExecutionStatus, String> ends = Map.of(
                ExecutionStatus.FINISHED_SUCCESS, "distribute-succeeded",
                ExecutionStatus.ABORTED, "distribute-aborted",
                ExecutionStatus.FINISHED_FAIL, "distribute-failed",
                ExecutionStatus.ERROR, "distribute-failed");
        assertThat(outcome.kind().name()).isEqualTo(ends.getOrDefault(status, "distribute-ended"));
        assertThat(outcome.state())
                .isEqualTo(
                        ends.containsKey(status)
                                ? State.SETTLED
                                : status.isUnderway() ? State.UNDERWAY : State.LAGGING);
    }

    private static Task task(int type, ExecutionStatus status) {
        return task(Optional.of(type), status);
    }

    private static Task task(Optional<Integer> type, ExecutionStatus status) {
        Execution execution = new Execution(
                Optional.empty(),
                status,
                "sense1",
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                false,
                0,
                List.of());
        return new Task(
                "id",
                "name",
                type,
                true,
                false,
                false,
                0,
                1440,
                "",
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(execution),
                Map.of());
    }
}
