package io.footman.agent.starttask;

import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.Turnstile;
import io.footman.agent.qlik.repository.CustomProperty;
import io.footman.agent.qlik.repository.Filter;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.qlik.repository.Task;
import io.footman.agent.starttask.StartRound.Found;
import io.footman.agent.starttask.StartRound.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts tasks for a caller who waits for the answer. Tags and custom properties are looked up as they are now; what the
 * repository's filter lets through is compared once more. No thread waits.
 */
public final class TaskStarter {
    /** A tag can lead to hundreds of tasks: other callers get their turn in between. */
    private static final int STARTS_AT_ONCE = 8;

    /** Each tag and property is a look-up of its own, and alerts need the repository too. */
    private static final int LOOK_UPS_AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(TaskStarter.class);

    private final AllowedTasks allowed;
    private final Supplier<RepositoryClient> client;
    private final MeterRegistry meters;
    private final Turnstile turnstile = new Turnstile(STARTS_AT_ONCE);
    private final Turnstile lookUps = new Turnstile(LOOK_UPS_AT_ONCE);

    TaskStarter(AllowedTasks allowed, Supplier<RepositoryClient> client, MeterRegistry meters) {
        this.allowed = allowed;
        this.client = client;
        this.meters = meters;
    }

    /**
     * Looks the tasks up, starts those that may be, each once, and tells what became of all. Never fails because of the
     * repository: its failures are in the report.
     *
     * @param followed whether the sessions are wanted, to follow the tasks
     */
    public CompletableFuture<StartReport> start(StartOrder order, boolean followed) {
        CompletableFuture<Found> ids = found(client.get().tasks(StartRound.guids(order)));
        List<CompletableFuture<Found>> tags =
                order.tags().stream().map(this::byTag).toList();
        List<CompletableFuture<Found>> properties =
                order.properties().stream().map(this::byProperty).toList();
        return ids.thenCompose(known -> all(tags)
                .thenCompose(tagged -> all(properties).thenCompose(having -> {
                    StartRound round = new StartRound(allowed, order, known, tagged, having);
                    return startEach(round.due(), followed).thenApply(round::report);
                })));
    }

    private CompletableFuture<Found> byTag(String tag) {
        return found(lookUps.pass(() -> client.get().tasks(Filter.equal("tags.name", tag))))
                .thenApply(found -> found.only(task -> task.tags().stream().anyMatch(tag::equalsIgnoreCase)));
    }

    private CompletableFuture<Found> byProperty(CustomProperty wanted) {
        Filter filter = Filter.equal("customProperties.definition.name", wanted.name())
                .and(Filter.equal("customProperties.value", wanted.value()));
        return found(lookUps.pass(() -> client.get().tasks(filter)))
                .thenApply(found -> found.only(task -> task.customProperties().stream()
                        .anyMatch(has -> has.name().equalsIgnoreCase(wanted.name())
                                && has.value().equalsIgnoreCase(wanted.value()))));
    }

    private static CompletableFuture<Found> found(CompletableFuture<List<Task>> call) {
        return call.handle((tasks, failure) -> failure == null
                ? new Found(tasks, Optional.empty())
                : new Found(List.of(), Optional.of(RepositoryException.of(failure))));
    }

    private CompletableFuture<Map<Guid, Outcome>> startEach(List<Guid> due, boolean followed) {
        Map<Guid, Outcome> outcomes = new ConcurrentHashMap<>();
        CompletableFuture<?>[] starts = due.stream()
                .map(task -> turnstile
                        .pass(() -> start(task, followed))
                        .handle((session, failure) -> outcome(task, followed, session, failure))
                        .thenAccept(outcome -> outcomes.put(task, outcome)))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(starts).thenApply(over -> new LinkedHashMap<>(outcomes));
    }

    private CompletableFuture<Optional<Guid>> start(Guid task, boolean followed) {
        return followed
                ? client.get().startSession(task)
                : client.get().start(task).thenApply(accepted -> Optional.empty());
    }

    private Outcome outcome(
            Guid task, boolean followed, @Nullable Optional<Guid> session, @Nullable Throwable failure) {
        Outcome outcome;
        if (session == null) {
            RepositoryException known = RepositoryException.of(failure == null ? new NullPointerException() : failure);
            String doubt = known.reason() == FailureReason.TIMEOUT ? "; it may have started nevertheless" : "";
            outcome = Outcome.failed(known.getMessage() + doubt, known.isOutage());
        } else if (followed && session.isEmpty()) {
            outcome = Outcome.failed("Qlik Sense did not take the start; the task may be running already", false);
        } else {
            outcome = Outcome.started(session);
        }
        String result = outcome.failure().isPresent() ? "failed" : "started";
        meters.counter("footman.tasks.started", "how", "rest", "result", result).increment();
        LOG.info(
                "event=task-start-{} task={} detail=\"{}\"",
                outcome.failure().isPresent() ? "failed" : "accepted",
                task,
                outcome.failure().map(StartRound.Trouble::reason).orElse("asked for over REST"));
        return outcome;
    }

    private static CompletableFuture<List<Found>> all(List<CompletableFuture<Found>> calls) {
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .thenApply(over -> calls.stream().map(CompletableFuture::join).toList());
    }
}
