package io.footman.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** What reached the sink, by event number, and how long its look-ups took. */
final class Arrivals {
    /** The number of a message that names no event. */
    static final int UNKNOWN = -1;

    private final AtomicIntegerArray count;
    private final AtomicLongArray at;
    private final AtomicLongArray lookUpStart;
    private final AtomicLongArray lookUpEnd;
    private int distinct;
    private int strangers;

    Arrivals(int events) {
        count = new AtomicIntegerArray(events);
        at = new AtomicLongArray(events);
        lookUpStart = new AtomicLongArray(events);
        lookUpEnd = new AtomicLongArray(events);
    }

    void arrived(int number) {
        long now = System.nanoTime();
        synchronized (this) {
            if (number < 0 || number >= count.length()) {
                strangers++;
            } else if (count.incrementAndGet(number) == 1) {
                at.set(number, now);
                distinct++;
            }
            notifyAll();
        }
    }

    void lookUpStarted(int number) {
        if (number >= 0) {
            lookUpStart.compareAndSet(number, 0, System.nanoTime());
        }
    }

    void lookUpEnded(int number) {
        if (number >= 0) {
            lookUpEnd.set(number, System.nanoTime());
        }
    }

    /** Waits until so many different events have arrived; false when that takes too long. */
    synchronized boolean await(int events, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (distinct < events) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized int distinct() {
        return distinct;
    }

    /** Messages that name no event of this run. */
    synchronized int strangers() {
        return strangers;
    }

    int duplicates() {
        int duplicates = 0;
        for (int i = 0; i < count.length(); i++) {
            duplicates += Math.max(0, count.get(i) - 1);
        }
        return duplicates;
    }

    /** {@link System#nanoTime()} of the arrival. */
    long at(int number) {
        return at.get(number);
    }

    /** From the first look-up request of the event to the last answer, in nanoseconds. */
    long lookUpNanos(int number) {
        return lookUpEnd.get(number) - lookUpStart.get(number);
    }
}
