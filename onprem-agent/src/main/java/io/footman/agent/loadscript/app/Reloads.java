package io.footman.agent.loadscript.app;

import io.footman.agent.intake.Door;
import io.footman.agent.journal.AppReload;
import io.footman.agent.journal.AppReload.State;
import io.footman.agent.journal.AppReloads;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.qlik.engine.EngineClient;
import io.footman.agent.qlik.engine.EngineException;
import io.footman.agent.qlik.engine.OpenApp;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.rest.RestException;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads apps in the background. Each reload is in the journal before its caller gets an answer. Reloads of one app go one
 * after the other: two at once would overwrite each other's result. What an agent that ended has left behind is called
 * interrupted, at the start and every now and then.
 */
final class Reloads implements Door {
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(30);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final String INTERRUPTED =
            "the agent ended before the reload did: it is not known how the reload ended, and nothing was saved";
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    private final AppSettings settings;
    private final Supplier<EngineClient> engine;
    private final AppReloads journal;
    private final FollowUps followUps;
    private final Clock clock;
    private final Alarms alarms;
    private final RandomGenerator random;
    private final Executor blocking;
    private final MeterRegistry meters;
    private final Map<String, RunningReload> running = new ConcurrentHashMap<>();
    private final AtomicInteger admitted;

    /** Complete when all reloads of an app that were asked for are over; guarded by this object's lock. */
    private final Map<Guid, CompletableFuture<Void>> busy = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /** @param blocking runs what waits for the database */
    Reloads(
            AppSettings settings,
            Supplier<EngineClient> engine,
            AppReloads journal,
            FollowUps followUps,
            Clock clock,
            Alarms alarms,
            RandomGenerator random,
            Executor blocking,
            MeterRegistry meters) {
        this.settings = settings;
        this.engine = engine;
        this.journal = journal;
        this.followUps = followUps;
        this.clock = clock;
        this.alarms = alarms;
        this.random = random;
        this.blocking = blocking;
        this.meters = meters;
        this.admitted = meters.gauge("footman.rest.reloads.open", new AtomicInteger());
    }

    /** A place for one more reload. */
    private void admit() {
        if (admitted.incrementAndGet() > settings.reloadsAtOnce()) {
            admitted.decrementAndGet();
            throw RestException.unavailable(
                    "Failed reloading app: " + settings.reloadsAtOnce()
                            + " reloads run or wait already (footman.rest.apps.reloads-at-once). Try again when some have ended");
        }
    }

    /**
     * Opens the app, stores the request and reloads it in the background; completes when the request is stored.
     *
     * @throws RestException when too many reloads run
     */
    CompletableFuture<AppReload> request(Guid app, ReloadRequest request, String caller) {
        admit();
        return Begun.of(() -> engine.get().open(app))
                .thenCompose(opened -> accepted(app, request, caller, opened))
                .whenComplete((reload, failure) -> {
                    if (failure != null) {
                        admitted.decrementAndGet();
                    }
                });
    }

    private CompletableFuture<AppReload> accepted(Guid app, ReloadRequest request, String caller, OpenApp opened) {
        RunningReload mine;
        Optional<CompletableFuture<Void>> before;
        CompletableFuture<Void> all;
        synchronized (this) {
            before = Optional.ofNullable(busy.get(app));
            AppReload reload = AppReload.requested(
                    newId(),
                    app.text(),
                    caller,
                    request.onSuccess(),
                    request.onFailure(),
                    before.isPresent() ? State.WAITING : State.RUNNING,
                    clock.instant());
            mine = new RunningReload(reload, request, journal, followUps, settings.longestReload(), clock, alarms);
            // One that is withdrawn while it waits does not let the next one pass those before it.
            all = CompletableFuture.allOf(mine.over(), before.orElse(CompletableFuture.completedFuture(null)));
            busy.put(app, all);
        }
        running.put(mine.reload().id(), mine);
        mine.over().thenAccept(this::over);
        all.thenRun(() -> free(app, all));
        if (before.isPresent()) {
            opened.close();
        }
        return Begun.of(() -> journal.add(mine.reload(), RunningReload.LEASE)).handle((stored, failure) -> {
            if (failure != null) {
                mine.withdraw();
                opened.close();
                throw notStored(failure);
            }
            mine.watch();
            before.ifPresentOrElse(others -> others.thenRun(() -> itsTurn(app, mine)), () -> mine.run(opened));
            return mine.reload();
        });
    }

    private void itsTurn(Guid app, RunningReload mine) {
        if (!closed) {
            Begun.of(() -> engine.get().open(app)).whenComplete((opened, failure) -> {
                if (failure == null) {
                    mine.run(opened);
                } else {
                    mine.refused(EngineException.of(failure));
                }
            });
        }
    }

    private synchronized void free(Guid app, CompletableFuture<Void> all) {
        busy.remove(app, all);
    }

    private void over(AppReload ended) {
        running.remove(ended.id());
        if (ended.state().isFinal()) {
            admitted.decrementAndGet();
            count(ended);
        }
    }

    private void count(AppReload ended) {
        meters.counter("footman.rest.reloads", "state", ended.state().label()).increment();
    }

    private static RestException notStored(Throwable failure) {
        LOG.warn("event=app-reload-refused detail=\"{}\"", failure.getMessage());
        return RestException.unavailable(
                "Failed reloading app: the journal cannot be written now. Try again later; the agent's log tells why");
    }

    private String newId() {
        // The form of a random UUID (RFC 9562 §5.4).
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
        return new UUID(high, low).toString();
    }

    /** A reload when it is over or {@code patience} is; empty when there is none. */
    CompletableFuture<Optional<AppReload>> find(String id, Duration patience) {
        CompletableFuture<Optional<AppReload>> result = new CompletableFuture<>();
        look(id, clock.instant().plus(patience), result);
        return result;
    }

    private void look(String id, Instant until, CompletableFuture<Optional<AppReload>> result) {
        RunningReload mine = running.get(id);
        if (mine == null) {
            blocking.execute(() -> lookInJournal(id, until, result));
            return;
        }
        mine.over().thenAccept(ended -> result.complete(Optional.of(ended)));
        if (!clock.instant().isBefore(until)) {
            result.complete(Optional.of(mine.reload()));
            return;
        }
        Alarms.Alarm patience = alarms.at(until, () -> result.complete(Optional.of(mine.reload())));
        result.whenComplete((told, failure) -> patience.cancel());
    }

    /** Over, or in the hands of another agent. */
    private void lookInJournal(String id, Instant until, CompletableFuture<Optional<AppReload>> result) {
        try {
            Optional<AppReload> found = journal.find(id);
            Instant next = clock.instant().plus(ASK_EVERY);
            boolean open = found.filter(reload -> !reload.state().isFinal()).isPresent();
            if (open && !next.isAfter(until) && !result.isDone()) {
                alarms.at(next, () -> look(id, until, result));
            } else {
                result.complete(found);
            }
        } catch (JournalUnavailableException e) {
            LOG.warn("event=app-reload-not-found detail=\"{}\"", e.getMessage());
            result.completeExceptionally(RestException.unavailable(
                    "The reload cannot be looked up: the journal cannot be read now. Try again later"));
        } catch (RuntimeException e) {
            // Nobody else would end the caller's wait.
            result.completeExceptionally(e);
        }
    }

    @Override
    public void start() {
        sweep();
    }

    private void sweep() {
        if (closed) {
            return;
        }
        try {
            journal.orphans().forEach(this::interrupted);
        } catch (JournalUnavailableException e) {
            LOG.warn("event=app-reload-sweep-failed detail=\"{}\"", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("event=app-reload-sweep-failed", e);
        } finally {
            alarms.at(clock.instant().plus(SWEEP_EVERY), () -> blocking.execute(this::sweep));
        }
    }

    private void interrupted(AppReloads.Orphan orphan) {
        AppReload ended = orphan.reload().ended(State.INTERRUPTED, INTERRUPTED, "", clock.instant());
        Begun.of(() -> journal.end(orphan, ended, followUps.of(ended))).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("event=app-reload-not-stored reload={} detail=\"{}\"", ended.id(), failure.getMessage());
            } else if (done) {
                LOG.warn(
                        "event=app-reload-ended reload={} app={} state=interrupted detail=\"{}\"",
                        ended.id(),
                        ended.appId(),
                        ended.message());
                count(ended);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        running.values().forEach(RunningReload::abandon);
    }
}
