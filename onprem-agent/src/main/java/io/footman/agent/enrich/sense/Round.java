package io.footman.agent.enrich.sense;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.TaskType;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.repository.App;
import io.footman.agent.qlik.repository.Execution;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.RepositoryClient.TaskStore;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.qlik.repository.Task;
import io.footman.agent.qlik.repository.User;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The look-ups about one event, in as few steps as their answers depend on each other: task and app, then owner and script
 * log. An event with an app is most likely a reload, so its task is read where reloads are kept, which tells everything in
 * one call; a task of another kind costs one call more.
 */
final class Round {
    private final Event event;
    private final RepositoryClient client;
    private final CompletableFuture<RepositoryException> expired;

    /** @param expired completes when waiting must end, with what to tell */
    Round(Event event, RepositoryClient client, CompletableFuture<RepositoryException> expired) {
        this.event = event;
        this.client = client;
        this.expired = expired;
    }

    /** Task with its last execution, and app. */
    CompletableFuture<Findings> first() {
        CompletableFuture<Lookup<Task>> task =
                bounded(Findings.TASK, fact("taskId").map(this::task));
        // A distribution may go on for hours: its app is of interest when it has ended.
        CompletableFuture<Lookup<App>> app = isDistribution()
                ? task.thenCompose(this::appOf)
                : fact("appId")
                        .map(id -> bounded(Findings.APP, Optional.of(client.app(id))))
                        .orElseGet(() -> task.thenCompose(this::appOf));
        return task.thenCombine(
                app,
                (taskFound, appFound) ->
                        new Findings(taskFound, appFound, Findings.NONE.owner(), Findings.NONE.scriptLog()));
    }

    /** Owner and script log, for what {@link #first} found. */
    CompletableFuture<Findings> second(Findings first) {
        CompletableFuture<Lookup<User>> owner = bounded(
                Findings.OWNER,
                first.app().flat(App::owner).map(id -> client.user(id).thenApply(Optional::of)));
        CompletableFuture<Lookup<LogText>> log = bounded(
                Findings.SCRIPT_LOG,
                fact("taskId")
                        .filter(id -> isReload(first))
                        .flatMap(id -> first.execution().map(execution -> log(id, first, execution))));
        return owner.thenCombine(log, first::with);
    }

    private CompletionStage<Optional<LogText>> log(Guid id, Findings first, Execution execution) {
        return client.scriptLog(id, first.task().found().map(Task::name).orElse(""), execution);
    }

    private CompletionStage<Optional<Task>> task(Guid id) {
        return fact("appId").isPresent() || isDistribution()
                ? client.execution(TaskStore.RELOAD, id)
                        .thenCompose(found -> found.flatMap(Task::type).isPresent()
                                ? CompletableFuture.completedFuture(found)
                                : listed(id, found))
                : listed(id, Optional.empty());
    }

    /** The list of all tasks knows every type; the type tells where the last execution is kept. */
    private CompletableFuture<Optional<Task>> listed(Guid id, Optional<Task> known) {
        return client.task(id)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(known)
                        : client.execution(store(found.get()), id)
                                .handle((better, failure) -> failure != null
                                                && RepositoryException.of(failure)
                                                        .isOutage()
                                        ? CompletableFuture.<Optional<Task>>failedFuture(failure)
                                        : CompletableFuture.completedFuture(
                                                failure == null ? better.or(() -> found) : found))
                                .thenCompose(Function.identity()));
    }

    private static TaskStore store(Task task) {
        return switch (task.type().flatMap(TaskType::ofNumber).orElse(TaskType.RELOAD)) {
            case EXTERNAL_PROGRAM -> TaskStore.EXTERNAL_PROGRAM;
            case USER_SYNC -> TaskStore.USER_SYNC;
            case RELOAD, DISTRIBUTE, PRELOAD -> TaskStore.RELOAD;
        };
    }

    private CompletableFuture<Lookup<App>> appOf(Lookup<Task> task) {
        if (isDistribution()
                && task.flat(Task::lastExecution)
                        .filter(last -> last.status().isUnderway())
                        .isPresent()) {
            return CompletableFuture.completedFuture(Findings.NONE.app());
        }
        return bounded(
                Findings.APP,
                task.flat(Task::app).map(Task.Named::id).or(() -> fact("appId")).map(client::app));
    }

    private <T> CompletableFuture<Lookup<T>> bounded(
            String what, Optional<? extends CompletionStage<Optional<T>>> call) {
        return call.map(started -> Lookup.of(what, started)
                        .applyToEither(expired.thenApply(why -> Lookup.<T>failed(what, why)), Function.identity()))
                .orElseGet(() -> CompletableFuture.completedFuture(Lookup.notNeeded(what)));
    }

    /** Only reloads have a script log; a type that is not told is a reload, as for Butler (Butler UDP §5). */
    private static boolean isReload(Findings first) {
        return first.task().found().filter(task -> task.type().orElse(0) == 0).isPresent();
    }

    private boolean isDistribution() {
        return event.kind().equals(EventKind.DISTRIBUTE_ENDED);
    }

    private Optional<Guid> fact(String name) {
        return event.facts().get(name) instanceof String text ? Guid.parse(text) : Optional.empty();
    }
}
