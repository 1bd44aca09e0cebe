package io.footman.agent.qlik.repository;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.footman.agent.qlik.LogText;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What Footman asks the repository of one site. Every answer is a stage that fails with a {@link RepositoryException};
 * none blocks. It may complete on a thread of the connections: go on elsewhere with long work.
 */
public final class RepositoryClient implements AutoCloseable {
    private static final int LARGEST_JSON = 2 << 20;
    /** Lists hold many entities. */
    private static final int LARGEST_LIST = 16 << 20;

    /** Ids asked for at once: keeps an address well below what servers take. */
    private static final int MOST_IDS = 50;

    private static final Duration USERS_KEPT = Duration.ofMinutes(5);
    private static final int MOST_USERS = 10_000;

    private final Calls calls;
    private final ScriptLogs scriptLogs;
    private final Cache<Guid, CompletableFuture<User>> users = Caffeine.newBuilder()
            .expireAfterWrite(USERS_KEPT)
            .maximumSize(MOST_USERS)
            .build();

    /**
     * @param site its configured name, for metrics and logs
     * @param random makes keys and varies pauses; used by many threads
     */
    public RepositoryClient(
            String site,
            RepositorySettings settings,
            Clock clock,
            RandomGenerator random,
            Alarms alarms,
            MeterRegistry meters) {
        this.calls = new Calls(site, settings, clock, random, alarms, meters);
        this.scriptLogs = new ScriptLogs(calls);
        Gauge.builder(
                        "footman.qlik.sense.certificate.days",
                        settings,
                        known -> known.certificates().left(clock).toDays())
                .description("Days until the client certificate ends")
                .tag("site", site)
                .register(meters);
    }

    /** Why the repository is not asked at the moment; empty while it answers. */
    public Optional<RepositoryException> trouble() {
        return calls.trouble();
    }

    /** Where the repository keeps the tasks of a kind (QRS API §4). */
    public enum TaskStore {
        /** Reloads; distributions and preloads are read here too. */
        RELOAD("reloadtask"),
        EXTERNAL_PROGRAM("externalprogramtask"),
        USER_SYNC("usersynctask");

        private final String path;

        TaskStore(String path) {
            this.path = path;
        }
    }

    /** A task of any type, with everything but the details of its last execution; empty when there is none. */
    public CompletableFuture<Optional<Task>> task(Guid id) {
        return tasks(Filter.id(id)).thenApply(tasks -> tasks.stream().findFirst());
    }

    /** The tasks with these ids, as far as there are any; asked for in few calls. */
    public CompletableFuture<List<Task>> tasks(Collection<Guid> ids) {
        List<Guid> all = List.copyOf(ids);
        CompletableFuture<List<Task>> found = CompletableFuture.completedFuture(List.of());
        for (int start = 0; start < all.size(); start += MOST_IDS) {
            Filter some = Filter.ids(all.subList(start, Math.min(all.size(), start + MOST_IDS)));
            found = found.thenCompose(before -> tasks(some)
                    .thenApply(more ->
                            Stream.concat(before.stream(), more.stream()).toList()));
        }
        return found;
    }

    /** All tasks that fulfil a condition. */
    public CompletableFuture<List<Task>> tasks(Filter filter) {
        return calls.get("tasks", "task/full?" + filter.query(), LARGEST_LIST)
                .thenApply(answer ->
                        Entity.readList(answer).stream().map(Task::read).toList());
    }

    /** A task with its last execution; empty when the store has none of this id. */
    public CompletableFuture<Optional<Task>> execution(TaskStore store, Guid id) {
        return absent(calls.get("execution", store.path + "/" + id, LARGEST_JSON)
                .thenApply(answer -> Optional.of(Task.read(Entity.read(answer)))));
    }

    /** Empty when there is none. */
    public CompletableFuture<Optional<App>> app(Guid id) {
        return absent(calls.get("app", "app/" + id, LARGEST_JSON)
                .thenApply(answer -> Optional.of(App.read(Entity.read(answer)))));
    }

    /** Remembered for a few minutes: users hardly change, and thousands of reloads share them. */
    public CompletableFuture<User> user(Guid id) {
        CompletableFuture<User> mine = new CompletableFuture<>();
        CompletableFuture<User> known = users.asMap().putIfAbsent(id, mine);
        if (known != null) {
            return known;
        }
        calls.get("user", "user/" + id, LARGEST_JSON)
                .thenApply(answer -> User.read(Entity.read(answer)))
                .whenComplete((user, failure) -> {
                    if (failure == null) {
                        mine.complete(user);
                    } else {
                        users.asMap().remove(id, mine);
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    /**
     * The script log of a reload's last execution; empty when it left none. Tries for some seconds: it may be written later
     * than the event.
     *
     * @param taskName part of the address by one of the two routes
     */
    public CompletableFuture<Optional<LogText>> scriptLog(Guid taskId, String taskName, Execution execution) {
        return scriptLogs.of(taskId, taskName, execution);
    }

    /** Starts a task. Never tried again by itself: a failed call may have started it. */
    public CompletableFuture<Void> start(Guid taskId) {
        return calls.post("start", "task/" + taskId + "/start").thenApply(answer -> null);
    }

    /**
     * As {@link #start}, and tells which execution session it became, to follow it; empty when the scheduler did not take
     * it, because the task runs already for example (QRS API §4.1).
     */
    public CompletableFuture<Optional<Guid>> startSession(Guid taskId) {
        return calls.post("start-session", "task/" + taskId + "/start/synchronous")
                .thenApply(answer -> Entity.read(answer).id("value"));
    }

    /** How far the execution of a session is, or how it ended; empty when the repository knows no such session. */
    public CompletableFuture<Optional<TaskSession>> session(Guid session) {
        return absent(calls.get("session", "executionsession/" + session, LARGEST_JSON)
                        .thenApply(answer -> Optional.of(TaskSession.running(session, Entity.read(answer)))))
                .thenCompose(
                        running -> running.isPresent() ? CompletableFuture.completedFuture(running) : ended(session));
    }

    /** A session that has ended is gone; what became of it stays (QRS API §4.1). */
    private CompletableFuture<Optional<TaskSession>> ended(Guid session) {
        return calls.get(
                        "session-result",
                        "executionresult?" + Filter.session(session).query(),
                        LARGEST_LIST)
                .thenApply(answer ->
                        Entity.readList(answer).stream().findFirst().map(result -> TaskSession.ended(session, result)));
    }

    private static <T> CompletableFuture<Optional<T>> absent(CompletableFuture<Optional<T>> call) {
        return call.handle((found, failure) ->
                        failure != null && RepositoryException.of(failure).isNotFound()
                                ? CompletableFuture.completedFuture(Optional.<T>empty())
                                : failure == null
                                        ? CompletableFuture.completedFuture(found)
                                        : CompletableFuture.<Optional<T>>failedFuture(failure))
                .thenCompose(Function.identity());
    }

    @Override
    public void close() {
        calls.close();
    }
}
