package io.footman.agent.starttask;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.qlik.repository.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the tasks of a request, one delivery for each: so one that fails holds up no other. A task is looked up first,
 * because its tags and custom properties decide whether it may be started, as they are now. What a schedule starts is not
 * judged, as in Butler: whoever may make schedules has chosen the task.
 */
final class StartTaskDestination implements Destination {
    /** Whoever asks for a task wants it now. Started much later it would do harm. */
    static final Duration WANTED_WITHIN = Duration.ofMinutes(5);

    /** A schedule that runs every second is no reason to give up what only comes a moment late. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Limits LIMITS = new Limits(4, 0);

    /** Longer than the client needs for all its own tries: a bound for defects. */
    private static final long CALL_SECONDS = 120;

    private final AllowedTasks allowed;
    private final Supplier<RepositoryClient> client;
    private final Clock clock;

    StartTaskDestination(AllowedTasks allowed, Supplier<RepositoryClient> client, Clock clock) {
        this.allowed = allowed;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Recipients recipients(EventContext context) {
        return new Recipients(StartRequest.taskIds(context.event()), "The request names no task");
    }

    @Override
    public SendResult send(Alert alert) {
        StartRequest request = new StartRequest(alert.context().event(), alert.recipient());
        Optional<SendResult> late = tooLate(request);
        if (late.isPresent()) {
            return late.get();
        }
        try {
            return start(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Retryable(FailureReason.TIMEOUT, "Stopped while waiting for the repository service");
        } catch (TimeoutException e) {
            return again(request, RepositoryException.tooLate());
        } catch (ExecutionException e) {
            return failed(request, RepositoryException.of(e.getCause() == null ? e : e.getCause()));
        }
    }

    /** Empty while the start is wanted. The next run of a schedule takes the place of one that still waits. */
    private Optional<SendResult> tooLate(StartRequest request) {
        Instant now = clock.instant();
        Instant asked = request.event().time();
        Optional<String> why = ScheduleOrigin.of(request.event())
                .flatMap(ScheduleOrigin::nextDue)
                .filter(next -> !now.isBefore(next) && now.isAfter(asked.plus(GRACE)))
                .map(next -> "the task could not be started before the next run of the schedule was due at " + next);
        if (why.isEmpty() && now.isAfter(asked.plus(WANTED_WITHIN))) {
            why = Optional.of(
                    "the task could not be started within " + WANTED_WITHIN.toMinutes() + " minutes of the request");
        }
        return why.map(text -> new SendResult.Permanent(
                FailureReason.TIMEOUT, text, List.of(request.failed(Optional.empty(), text, now))));
    }

    private SendResult start(StartRequest request) throws InterruptedException, ExecutionException, TimeoutException {
        Guid id = new Guid(request.taskId());
        Optional<Task> found = get(client.get().task(id));
        if (found.isEmpty()) {
            return refused(request, found, "there is no such task, or the user of qlik-sense.user may not see it");
        }
        Task task = found.get();
        if (ScheduleOrigin.of(request.event()).isEmpty() && !allowed.allows(id, task)) {
            return refused(request, found, "footman.start-tasks.allow does not name the task");
        }
        if (!task.enabled()) {
            return refused(request, found, "the task is disabled in the QMC");
        }
        // Looking it up may have taken until the repository service came back.
        Optional<SendResult> late = tooLate(request);
        if (late.isPresent()) {
            return late.get();
        }
        get(client.get().start(id));
        return new SendResult.Delivered("Task started", List.of(request.accepted(task, clock.instant())));
    }

    private SendResult refused(StartRequest request, Optional<Task> task, String why) {
        return new SendResult.Permanent(
                FailureReason.NOT_ALLOWED,
                "Task " + request.taskId() + " not started: " + why,
                List.of(request.refused(task, why, clock.instant())));
    }

    private SendResult failed(StartRequest request, RepositoryException failure) {
        if (failure.isOutage()) {
            return again(request, failure);
        }
        return new SendResult.Permanent(
                failure.reason(),
                told(request, failure),
                List.of(failed(request, failure.getMessage(), clock.instant())));
    }

    private SendResult again(StartRequest request, RepositoryException failure) {
        return new SendResult.Retryable(
                failure.reason(),
                told(request, failure),
                Optional.empty(),
                List.of(failed(request, failure.getMessage(), clock.instant())));
    }

    private static Event failed(StartRequest request, @Nullable String why, Instant at) {
        return request.failed(Optional.empty(), String.valueOf(why), at);
    }

    private static String told(StartRequest request, RepositoryException failure) {
        return "Task " + request.taskId() + " not started, because " + failure.getMessage();
    }

    private static <T> T get(CompletableFuture<T> call)
            throws InterruptedException, ExecutionException, TimeoutException {
        return call.get(CALL_SECONDS, TimeUnit.SECONDS);
    }
}
