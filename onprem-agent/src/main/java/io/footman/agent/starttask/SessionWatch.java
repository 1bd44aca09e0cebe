package io.footman.agent.starttask;

import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.qlik.repository.TaskSession;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for started tasks to end: asks the repository now and then, on timers. No thread waits. */
public final class SessionWatch {
    /** Longest time that a caller may wait. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** An answer of the repository that is on its way at the end of the patience is waited for so long. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Supplier<RepositoryClient> client;
    private final Clock clock;
    private final Alarms alarms;

    SessionWatch(Supplier<RepositoryClient> client, Clock clock, Alarms alarms) {
        this.client = client;
        this.clock = clock;
        this.alarms = alarms;
    }

    /**
     * What is known about a session when it is over, or when the patience is.
     *
     * @param session empty when the repository does not know it, or could not be asked
     * @param failure why the last question failed
     * @param answered false when the repository has not answered at all: nothing is known, not even that there is no session
     */
    public record Sight(Optional<TaskSession> session, Optional<RepositoryException> failure, boolean answered) {
        /** Whether the task has ended. */
        public boolean isOver() {
            return session.filter(TaskSession::over).isPresent();
        }
    }

    /**
     * Follows a session; completes when it is over or {@code patience} is, and never fails. Whoever no longer wants to know
     * completes or cancels the stage: then nothing is asked any more.
     */
    public CompletableFuture<Sight> follow(Guid session, Duration patience) {
        CompletableFuture<Sight> result = new CompletableFuture<>();
        Round round = new Round(session, clock.instant().plus(patience), result);
        Alarms.Alarm last = alarms.at(clock.instant().plus(patience).plus(GRACE), round::giveUp);
        result.whenComplete((sight, failure) -> last.cancel());
        round.look(FIRST_PAUSE);
        return result;
    }

    private final class Round {
        private final Guid session;
        private final Instant end;
        private final CompletableFuture<Sight> result;
        private volatile Sight last = new Sight(Optional.empty(), Optional.empty(), false);

        Round(Guid session, Instant end, CompletableFuture<Sight> result) {
            this.session = session;
            this.end = end;
            this.result = result;
        }

        void look(Duration pause) {
            if (!result.isDone()) {
                client.get().session(session).whenComplete((now, failure) -> {
                    last = sight(now, failure);
                    lookAgain(pause);
                });
            }
        }

        void giveUp() {
            result.complete(last);
        }

        private void lookAgain(Duration pause) {
            Instant now = clock.instant();
            if (last.isOver() || !now.isBefore(end) || isHopeless()) {
                result.complete(last);
                return;
            }
            Duration doubled = pause.multipliedBy(2);
            Duration longer = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            Instant next = now.plus(pause);
            Alarms.Alarm alarm = alarms.at(next.isAfter(end) ? end : next, () -> look(longer));
            result.whenComplete((done, failure) -> alarm.cancel());
        }

        /** Certificate or user are wrong: waiting changes nothing. */
        private boolean isHopeless() {
            return last.failure().filter(failure -> !failure.isOutage()).isPresent();
        }

        /** A session that is not known at the moment keeps what was known before: it moves from one list to the other. */
        private Sight sight(@Nullable Optional<TaskSession> now, @Nullable Throwable failure) {
            return now == null
                    ? new Sight(last.session(), Optional.ofNullable(failure).map(RepositoryException::of), true)
                    : new Sight(now.or(last::session), Optional.empty(), true);
        }
    }
}
