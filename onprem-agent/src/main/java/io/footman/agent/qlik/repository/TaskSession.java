package io.footman.agent.qlik.repository;

import java.util.Optional;

/**
 * One run of a task that was started with {@link RepositoryClient#startSession} (QRS API §4.1).
 *
 * @param task empty when the repository does not tell
 * @param execution what is known about it now; empty shortly after the start
 * @param over whether the execution is final
 */
public record TaskSession(Guid id, Optional<Guid> task, Optional<Execution> execution, boolean over) {

    /** The session is there as long as its execution goes on, and a moment longer. */
    static TaskSession running(Guid id, Entity session) {
        Optional<Execution> execution = session.object("executionResult").map(Execution::read);
        Optional<Guid> task = session.object("executionResult")
                .flatMap(result -> result.id("taskID"))
                .or(() -> session.object("reloadTask").flatMap(named -> named.id("id")));
        return new TaskSession(
                id, task, execution, execution.filter(TaskSession::isFinal).isPresent());
    }

    static TaskSession ended(Guid id, Entity result) {
        Execution execution = Execution.read(result);
        return new TaskSession(id, result.id("taskID"), Optional.of(execution), isFinal(execution));
    }

    private static boolean isFinal(Execution execution) {
        return switch (execution.status()) {
            case NEVER_STARTED, UNKNOWN -> execution.stop().isPresent();
            default -> !execution.status().isUnderway();
        };
    }
}
