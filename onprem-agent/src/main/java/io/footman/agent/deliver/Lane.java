package io.footman.agent.deliver;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.SendResult;
import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.Settlement;
import io.footman.agent.model.FailureReason;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The queue and the workers of one destination.
 *
 * <p>A worker claims what is due, sends one message, waits until the journal has recorded the outcome, and only then
 * takes the next: so a kill can repeat at most one message per worker. Workers exist only while there is work. Whoever
 * brings work calls {@link #wake()}; a timer is used for nothing but deliveries due later.
 */
final class Lane {
    private static final int CLAIM_AT_ONCE = 32;
    private static final Duration WORKER_IDLE = Duration.ofSeconds(30);
    private static final Duration JOURNAL_PAUSE = Duration.ofSeconds(1);

    /** Something is due but cannot be claimed: another agent has it, or a message with its rate key is on its way. */
    private static final Duration CLAIM_AGAIN = Duration.ofMillis(250);

    private final ConfiguredDestination destination;
    private final Journal journal;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Alarms alarms;
    private final LaneMetrics metrics;
    private final Recorder recorder;
    private final ThreadPoolExecutor executor;

    private final Object lock = new Object();
    // All below is guarded by the lock.
    private final LaneQueue queue = new LaneQueue();
    private final LaneCondition condition = new LaneCondition();
    private final Pace pace;
    private int workers;
    private boolean told;
    private boolean claiming;
    private boolean closed;
    private Instant alarmAt = Instant.MAX;
    private Alarms.@Nullable Alarm alarm;

    Lane(
            ConfiguredDestination destination,
            Journal journal,
            RetryPolicy policy,
            Clock clock,
            Alarms alarms,
            LaneMetrics metrics) {
        this.destination = destination;
        this.journal = journal;
        this.policy = policy;
        this.clock = clock;
        this.alarms = alarms;
        this.metrics = metrics;
        this.pace = new Pace(destination.limits().ratePerSecond());
        this.recorder = new Recorder(journal, clock, alarms, metrics, this::recorded, this::wake);
        this.executor = workers(destination);
    }

    private static ThreadPoolExecutor workers(ConfiguredDestination destination) {
        AtomicInteger count = new AtomicInteger();
        int most = destination.limits().concurrency();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                most,
                most,
                WORKER_IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "lane-" + destination.name() + "-" + count.incrementAndGet()));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** There may be work. Returns at once. */
    void wake() {
        synchronized (lock) {
            told = true;
            hire();
        }
    }

    /** Lets no further message begin and gives back what waits; messages on their way end. */
    void stop() {
        List<DueDelivery> back;
        synchronized (lock) {
            closed = true;
            cancelAlarm();
            back = queue.drain();
        }
        recorder.release(back, clock.instant());
        executor.shutdown();
    }

    /** Waits for the messages on their way, and interrupts them when that takes longer than {@code patience}. */
    void awaitStopped(Duration patience) throws InterruptedException {
        if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            executor.shutdownNow();
        }
    }

    boolean isPaused() {
        synchronized (lock) {
            return condition.isTroubled()
                    || recorder.isBehind()
                    || clock.instant().isBefore(condition.pausedUntil());
        }
    }

    /** No worker is busy; messages that wait for a time may be there. */
    boolean isResting() {
        synchronized (lock) {
            return workers == 0;
        }
    }

    int underway() {
        synchronized (lock) {
            return queue.underway();
        }
    }

    private void hire() {
        if (!closed && !recorder.isBehind() && workers < destination.limits().concurrency()) {
            workers++;
            executor.execute(this::work);
        }
    }

    private void work() {
        try {
            Optional<DueDelivery> next = next();
            while (next.isPresent()) {
                deliver(next.get());
                next = next();
            }
        } catch (RuntimeException | Error e) {
            metrics.journalTrouble("working", e);
            synchronized (lock) {
                workers--;
                told = true;
                arm(clock.instant().plus(JOURNAL_PAUSE));
            }
        }
    }

    /** What a worker is to do next. */
    private enum Step {
        SEND,
        CLAIM,
        GIVE_BACK,
        GO_HOME
    }

    /** The next message to send; empty when this worker is to go home, which it then is counted to have done. */
    private Optional<DueDelivery> next() {
        while (true) {
            List<DueDelivery> back = List.of();
            Step step;
            synchronized (lock) {
                Instant now = clock.instant();
                step = step(now);
                switch (step) {
                    case SEND -> {
                        return Optional.of(begin(now));
                    }
                    case CLAIM -> {
                        claiming = true;
                        told = false;
                    }
                    case GIVE_BACK -> back = queue.drain();
                    case GO_HOME -> {
                        workers--;
                        return Optional.empty();
                    }
                }
            }
            if (step == Step.CLAIM) {
                claim();
            } else {
                recorder.release(back, clock.instant());
            }
        }
    }

    private Step step(Instant now) {
        if (closed || recorder.isBehind()) {
            return Step.GO_HOME;
        }
        Instant begin = latest(condition.pausedUntil(), queue.isEmpty() ? Instant.MIN : pace.next());
        if (queue.isStaleAt(latest(now, begin))) {
            return Step.GIVE_BACK;
        }
        if (begin.isAfter(now)) {
            arm(begin);
            return Step.GO_HOME;
        }
        if (!queue.isEmpty()) {
            return Step.SEND;
        }
        return told && !claiming ? Step.CLAIM : Step.GO_HOME;
    }

    private DueDelivery begin(Instant now) {
        DueDelivery delivery = queue.begin();
        pace.started(now);
        if (!queue.isEmpty()) {
            hire();
        }
        return delivery;
    }

    private void claim() {
        try {
            int most = isPaused() ? 1 : CLAIM_AT_ONCE;
            List<DueDelivery> claimed = journal.claimDeliveries(destination.name(), most, LaneQueue.LEASE);
            Optional<Instant> due = claimed.isEmpty() ? journal.nextDue(destination.name()) : Optional.empty();
            synchronized (lock) {
                claiming = false;
                Instant now = clock.instant();
                queue.fill(claimed, now);
                told |= !claimed.isEmpty();
                due.ifPresent(time -> arm(latest(time, now.plus(CLAIM_AGAIN))));
            }
        } catch (RuntimeException e) {
            metrics.journalTrouble("claiming", e);
            synchronized (lock) {
                claiming = false;
                told = true;
                condition.pause(clock.instant().plus(JOURNAL_PAUSE));
            }
        }
    }

    private void deliver(DueDelivery delivery) {
        try {
            Instant start = clock.instant();
            SendResult result = send(delivery);
            Instant end = clock.instant();
            Settlement settlement = policy.settlement(delivery, result);
            synchronized (lock) {
                condition.note(result, end);
            }
            metrics.attempted(delivery, result, settlement, Duration.between(start, end));
            recorder.record(settlement);
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                // Not recorded: it comes back when its lease ends.
                queue.end(delivery.key());
            }
            throw e;
        }
    }

    private SendResult send(DueDelivery delivery) {
        try {
            return destination
                    .destination()
                    .send(new Alert(
                            delivery.key(),
                            delivery.recipient(),
                            delivery.context(),
                            delivery.heldBack(),
                            delivery.note()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            metrics.defect(delivery, e);
            return new SendResult.Retryable(
                    FailureReason.INTERNAL, "Footman failed: " + e.getClass().getSimpleName());
        }
    }

    private void recorded(String key) {
        synchronized (lock) {
            queue.end(key);
            // The next message with the same rate key can be claimed now.
            told = true;
        }
    }

    private void arm(Instant time) {
        if (!closed && time.isBefore(alarmAt)) {
            cancelAlarm();
            alarmAt = time;
            alarm = alarms.at(time, this::ring);
        }
    }

    private void ring() {
        synchronized (lock) {
            alarmAt = Instant.MAX;
            alarm = null;
            wake();
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = null;
        alarmAt = Instant.MAX;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
