package io.footman.agent.loadscript.task;

import io.footman.agent.qlik.repository.Execution;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.TaskSession;
import io.footman.agent.starttask.SessionWatch.Sight;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One run of a started task, as callers see it.
 *
 * @param taskName only known to the call that started it
 * @param finished whether the task has ended; if not, {@code /v4/tasksession/{sessionId}} goes on waiting
 * @param status Qlik's name, such as {@code FinishedSuccess}
 * @param startTime ISO 8601, UTC
 * @param stopTime as {@code startTime}; absent before the end
 * @param duration in milliseconds; absent before the end
 * @param message what the scheduler last said, an error before anything else
 */
record SessionAnswer(
        String sessionId,
        Optional<String> taskId,
        Optional<String> taskName,
        boolean finished,
        String status,
        Optional<String> startTime,
        Optional<String> stopTime,
        Optional<Long> duration,
        String message) {
    private static final int ERROR = 0;
    /** Of a session that was not seen yet. */
    private static final String UNKNOWN = "Unknown";

    static SessionAnswer of(Guid session, Optional<Guid> task, Optional<String> taskName, Sight sight) {
        Optional<TaskSession> seen = sight.session();
        Optional<Execution> execution = seen.flatMap(TaskSession::execution);
        boolean over = sight.isOver();
        return new SessionAnswer(
                session.text(),
                task.or(() -> seen.flatMap(TaskSession::task)).map(Guid::text),
                taskName,
                over,
                execution.map(found -> found.status().label()).orElse(UNKNOWN),
                execution.flatMap(Execution::start).map(Instant::toString),
                execution.filter(found -> over).flatMap(Execution::stop).map(Instant::toString),
                execution.filter(found -> over).map(found -> found.duration().toMillis()),
                message(sight, execution));
    }

    private static String message(Sight sight, Optional<Execution> execution) {
        if (!sight.answered()) {
            return "The end is not known, because the repository service has not answered yet";
        }
        Optional<String> trouble =
                sight.failure().map(failure -> "The end is not known, because " + failure.getMessage());
        return trouble.or(() -> execution.flatMap(SessionAnswer::lastWord)).orElse("");
    }

    private static Optional<String> lastWord(Execution execution) {
        return execution.details().stream()
                .filter(detail -> !detail.message().isEmpty())
                .max(Comparator.comparing((Execution.Detail detail) -> detail.type() == ERROR)
                        .thenComparing(detail -> detail.created().orElse(Instant.MIN)))
                .map(Execution.Detail::message);
    }
}
