package io.footman.agent.enrich.sense;

import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.agent.qlik.repository.Execution;
import io.footman.agent.qlik.repository.ExecutionStatus;
import io.footman.agent.qlik.repository.Task;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an event turns out to be, once its task is known.
 *
 * @param kind the best name for what happened
 * @param state how sure that is
 * @param doubt what to tell when nothing better comes; empty when settled
 */
record Outcome(EventKind kind, State state, String doubt) {

    /** How sure an outcome is. */
    enum State {
        SETTLED,
        /** The repository is a moment behind the scheduler's message. */
        LAGGING,
        /** A distribution that goes on. */
        UNDERWAY
    }

    /** Judges an event by what the repository says about its task, if it says anything. */
    static Outcome of(EventKind received, Optional<Task> task) {
        if (received.equals(EventKind.DISTRIBUTE_ENDED)) {
            return ofDistribution(task);
        }
        Optional<TaskOutcome> outcome = Arrays.stream(TaskOutcome.values())
                .filter(each -> EventKind.ofUnknownTask(each).equals(received))
                .findFirst();
        if (outcome.isEmpty() || task.isEmpty()) {
            return new Outcome(received, State.SETTLED, "");
        }
        Optional<TaskType> type = type(task.get());
        EventKind kind = type.map(known -> EventKind.of(known, outcome.get())).orElse(received);
        ExecutionStatus status =
                task.get().lastExecution().map(Execution::status).orElse(ExecutionStatus.UNKNOWN);
        return contradicts(status, outcome.get())
                ? new Outcome(
                        kind,
                        State.LAGGING,
                        "The repository service still says \"" + status.label()
                                + "\" about this task: what is told about its execution may be of an earlier one.")
                : new Outcome(kind, State.SETTLED, "");
    }

    /** Reload when the repository does not tell, as for Butler (Butler UDP §5); empty for a type of a later release. */
    static Optional<TaskType> type(Task task) {
        return task.type().isEmpty()
                ? Optional.of(TaskType.RELOAD)
                : TaskType.ofNumber(task.type().get());
    }

    private static Outcome ofDistribution(Optional<Task> task) {
        ExecutionStatus status =
                task.flatMap(Task::lastExecution).map(Execution::status).orElse(ExecutionStatus.UNKNOWN);
        return switch (status) {
            case FINISHED_SUCCESS -> distribution(TaskOutcome.SUCCEEDED);
            case ABORTED -> distribution(TaskOutcome.ABORTED);
            case FINISHED_FAIL, ERROR -> distribution(TaskOutcome.FAILED);
            default ->
                new Outcome(
                        EventKind.DISTRIBUTE_ENDED,
                        status.isUnderway() ? State.UNDERWAY : State.LAGGING,
                        "How the distribution ended is not known: the repository service says \"" + status.label()
                                + "\".");
        };
    }

    private static Outcome distribution(TaskOutcome outcome) {
        return new Outcome(EventKind.of(TaskType.DISTRIBUTE, outcome), State.SETTLED, "");
    }

    /** Still running, or ended the other way. A start that failed leaves no result, so "never started" fits a failure. */
    private static boolean contradicts(ExecutionStatus status, TaskOutcome outcome) {
        return status.isUnderway()
                || switch (outcome) {
                    case FAILED, ABORTED -> status == ExecutionStatus.FINISHED_SUCCESS;
                    case SUCCEEDED -> status != ExecutionStatus.FINISHED_SUCCESS && status != ExecutionStatus.UNKNOWN;
                };
    }
}
