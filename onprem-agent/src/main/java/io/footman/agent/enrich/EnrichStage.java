package io.footman.agent.enrich;

import io.footman.agent.journal.Journal;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Takes stored events, has them looked up, has the rules decide, and stores the decisions. Many events are looked up at
 * once; none of them holds a thread meanwhile.
 */
public final class EnrichStage {
    /** So many events may be between claim and stored decision. */
    static final int MOST_UNDERWAY = 256;

    private static final int CLAIM_AT_ONCE = 64;
    private static final Duration JOURNAL_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_POSTPONEMENT = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 8;
    private static final Duration THREAD_IDLE = Duration.ofSeconds(30);

    private final Journal journal;
    private final List<Enricher> enrichers;
    private final Function<EventContext, Routing> rules;
    private final Clock clock;
    private final Alarms alarms;
    private final EnrichMetrics metrics;
    private final ThreadPoolExecutor executor;

    private final Object lock = new Object();
    // All below is guarded by the lock.
    private final Set<String> underway = new HashSet<>();
    private boolean told;
    private boolean claiming;
    private boolean closed;

    /**
     * @param rules decides who is told
     */
    public EnrichStage(
            Journal journal,
            List<Enricher> enrichers,
            Function<EventContext, Routing> rules,
            Clock clock,
            Alarms alarms,
            EnrichMetrics metrics) {
        this.journal = journal;
        this.enrichers = List.copyOf(enrichers);
        this.rules = rules;
        this.clock = clock;
        this.alarms = alarms;
        this.metrics = metrics;
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                THREAD_IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "footman-enrich"));
        executor.allowCoreThreadTimeOut(true);
        metrics.watch(this);
    }

    /** There may be events waiting. Returns at once. */
    public void wake() {
        synchronized (lock) {
            told = true;
            if (!closed && !claiming && hasRoom()) {
                claiming = true;
                executor.execute(this::claimAll);
            }
        }
    }

    /** Lets no further event begin. Those underway are claimed again by the next start, or when their lease ends. */
    public void stop() {
        synchronized (lock) {
            closed = true;
        }
        executor.shutdown();
    }

    /** Whether no event is being claimed or looked up right now. */
    public boolean isResting() {
        synchronized (lock) {
            return !claiming && underway.isEmpty();
        }
    }

    int underway() {
        synchronized (lock) {
            return underway.size();
        }
    }

    private void claimAll() {
        while (mayClaim()) {
            try {
                List<StoredEvent> events = journal.claimEvents(CLAIM_AT_ONCE, lease());
                events.stream().filter(this::begin).forEach(this::enrich);
                if (!events.isEmpty()) {
                    synchronized (lock) {
                        told = true;
                    }
                }
            } catch (RuntimeException e) {
                metrics.journalTrouble("claiming", e);
                alarms.at(clock.instant().plus(JOURNAL_PAUSE), this::wake);
            }
        }
    }

    /** Whether to claim once more; false ends the claiming until the next call of {@link #wake()}. */
    private boolean mayClaim() {
        synchronized (lock) {
            claiming = told && !closed && hasRoom();
            told &= !claiming;
            return claiming;
        }
    }

    /** Room for a whole batch: claiming events one by one as others end would cost a commit for each. */
    private boolean hasRoom() {
        return underway.size() <= MOST_UNDERWAY - CLAIM_AT_ONCE;
    }

    /** Long enough that look-ups and a slow journal end before somebody else takes the event. */
    private Duration lease() {
        return enrichers.stream()
                .map(Enricher::patience)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .multipliedBy(2)
                .plusMinutes(1);
    }

    private boolean begin(StoredEvent event) {
        synchronized (lock) {
            return underway.add(event.event().id());
        }
    }

    private void enrich(StoredEvent stored) {
        lookedUp(stored)
                .thenApply(found -> found.<Runnable>fold(
                        complete -> {
                            Routing routing = rules.apply(complete.context());
                            return () -> store(stored, routing);
                        },
                        later -> () -> lookAgain(stored, later)))
                .whenComplete((next, failure) -> {
                    if (failure == null) {
                        next.run();
                    } else {
                        postpone(stored, failure);
                    }
                });
    }

    private CompletableFuture<Enrichment> lookedUp(StoredEvent stored) {
        Event event = stored.event();
        Optional<Enricher> enricher =
                enrichers.stream().filter(each -> each.handles(event)).findFirst();
        if (enricher.isEmpty()) {
            return CompletableFuture.completedFuture(new Enrichment.Complete(EventContext.of(event)));
        }
        CompletionStage<Enrichment> enrichment;
        try {
            enrichment = enricher.get().enrich(stored);
        } catch (RuntimeException e) {
            enrichment = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Enrichment> result = new CompletableFuture<>();
        enrichment.whenComplete((found, failure) -> {
            if (failure == null) {
                result.complete(found);
            } else {
                metrics.lookUpsFailed(event, failure);
                result.complete(new Enrichment.Complete(withoutLookUps(event)));
            }
        });
        return result.completeOnTimeout(
                new Enrichment.Complete(withoutLookUps(event)),
                enricher.get().patience().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static EventContext withoutLookUps(Event event) {
        EventContext plain = EventContext.of(event);
        return new EventContext(
                event,
                plain.variables(),
                plain.traits().allUnknown(),
                plain.scriptLog(),
                List.of("Nothing could be looked up about this event."));
    }

    private void store(StoredEvent stored, Routing routing) {
        routed(routing).whenComplete((nothing, failure) -> {
            if (failure == null) {
                metrics.routed(stored, routing);
                done(stored);
            } else if (unwrap(failure) instanceof JournalUnavailableException) {
                metrics.journalTrouble("storing decisions", failure);
                alarms.at(clock.instant().plus(JOURNAL_PAUSE), () -> store(stored, routing));
            } else {
                postpone(stored, failure);
            }
        });
    }

    private CompletionStage<Void> routed(Routing routing) {
        try {
            return journal.routed(routing);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void lookAgain(StoredEvent stored, Enrichment.Later later) {
        metrics.waits(stored, later);
        waitUntil(stored, later.at(), later.why());
    }

    /** A defect of a rule or of the journal: the event waits, its neighbours do not. */
    private void postpone(StoredEvent stored, Throwable failure) {
        metrics.postponed(stored, failure);
        Duration wait = FIRST_POSTPONEMENT.multipliedBy(1L << Math.min(stored.attempts(), MOST_DOUBLINGS));
        waitUntil(stored, clock.instant().plus(wait), String.valueOf(unwrap(failure)));
    }

    private void waitUntil(StoredEvent stored, Instant until, String why) {
        try {
            journal.postpone(stored.event().id(), until, why).whenComplete((nothing, alsoFailed) -> done(stored));
        } catch (RuntimeException e) {
            metrics.journalTrouble("postponing", e);
            done(stored);
        }
        alarms.at(until, this::wake);
    }

    private void done(StoredEvent stored) {
        boolean roomAgain;
        synchronized (lock) {
            boolean hadRoom = hasRoom();
            underway.remove(stored.event().id());
            roomAgain = !hadRoom && hasRoom();
        }
        if (roomAgain) {
            wake();
        }
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
