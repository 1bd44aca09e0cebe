package io.footman.agent.rest.access;

import io.footman.agent.intake.Door;
import io.footman.agent.net.AllowList;
import io.footman.agent.time.Alarms;
import io.micronaut.core.order.Ordered;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes ready what decides about calls, before the server opens, and keeps it up to date: keys, addresses of host names. */
final class AccessDoor implements Door, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(AccessDoor.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration NAMES = Duration.ofMinutes(1);
    private static final long FIRST_NAMES_SECONDS = 10;

    private final @Nullable KeyRing keys;
    private final List<AllowList> lists;
    private final AuditLog audit;
    private final Repeats repeats;
    private final Clock clock;
    private final Alarms alarms;
    private final ExecutorService rounds;
    private volatile Alarms.@Nullable Alarm nextRound;
    private volatile Alarms.@Nullable Alarm nextNames;

    AccessDoor(
            @Nullable KeyRing keys,
            List<AllowList> lists,
            AuditLog audit,
            Repeats repeats,
            Clock clock,
            Alarms alarms) {
        this.keys = keys;
        this.lists = List.copyOf(lists);
        this.audit = audit;
        this.repeats = repeats;
        this.clock = clock;
        this.alarms = alarms;
        this.rounds = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "footman-access-rounds");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void start() {
        audit.open();
        if (keys != null) {
            keys.refresh();
        }
        awaitNames(rounds.submit(this::resolve));
        scheduleRound();
        scheduleNames();
    }

    @Override
    public void close() {
        cancel(nextRound);
        cancel(nextNames);
        rounds.shutdown();
    }

    /** Names that are found late let their callers in late: better than not to start. */
    private static void awaitNames(Future<?> resolving) {
        try {
            resolving.get(FIRST_NAMES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("event=allowed-names-late detail=\"their callers are refused until the name service answers\"");
        }
    }

    private void scheduleRound() {
        nextRound = alarms.at(clock.instant().plus(ROUND), () -> run(this::round, this::scheduleRound));
    }

    private void scheduleNames() {
        nextNames = alarms.at(clock.instant().plus(NAMES), () -> run(this::resolve, this::scheduleNames));
    }

    /** A name service or a disk that does not answer must not hold up the alarms; nor does one hold up the other. */
    private void run(Runnable task, Runnable next) {
        try {
            rounds.execute(() -> {
                try {
                    task.run();
                } finally {
                    next.run();
                }
            });
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
            LOG.debug("event=access-round-skipped");
        }
    }

    private void round() {
        if (keys != null) {
            keys.refresh();
        }
        repeats.flush();
    }

    private void resolve() {
        lists.forEach(AllowList::resolve);
    }

    private static void cancel(Alarms.@Nullable Alarm alarm) {
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
