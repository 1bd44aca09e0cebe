package io.footman.agent.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** A clock that stands still until it is moved, and the alarms that ring while it is. */
public final class VirtualTime extends Clock implements Alarms {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::time).thenComparing(Entry::number));
    private Instant now;
    private long count;

    public VirtualTime(Instant start) {
        this.now = start;
    }

    private record Entry(Instant time, long number, Runnable task) {}

    @Override
    public synchronized Alarm at(Instant time, Runnable task) {
        Entry entry = new Entry(time, count++, task);
        entries.add(entry);
        return () -> {
            synchronized (this) {
                entries.remove(entry);
            }
        };
    }

    /** Moves to {@code end}, alarm by alarm; {@code settle} is called after each stop. */
    public void moveTo(Instant end, Runnable settle) {
        Optional<Entry> next = nextUntil(end);
        while (next.isPresent()) {
            next.get().task().run();
            settle.run();
            next = nextUntil(end);
        }
        synchronized (this) {
            now = end;
        }
        settle.run();
    }

    /** Moves on, alarm by alarm. */
    public void advance(Duration duration) {
        moveTo(instant().plus(duration), () -> {});
    }

    private synchronized Optional<Entry> nextUntil(Instant end) {
        Entry next = entries.peek();
        if (next == null || next.time().isAfter(end)) {
            return Optional.empty();
        }
        if (next.time().isAfter(now)) {
            now = next.time();
        }
        return Optional.of(entries.remove());
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
