package io.footman.agent.deliver;

import io.footman.agent.journal.DueDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deliveries that a lane has claimed: those that wait for a worker, and those on their way. Not safe for threads: its
 * lane guards it.
 */
final class LaneQueue {
    /** Claims are leased for this long. */
    static final Duration LEASE = Duration.ofMinutes(5);

    /** A claimed delivery that was not begun by then goes back, so that a lease never ends while a message is sent. */
    private static final Duration BEGIN_WITHIN = LEASE.dividedBy(2);

    private final Deque<DueDelivery> waiting = new ArrayDeque<>();
    private final Set<String> underway = new HashSet<>();
    private Instant freshUntil = Instant.MIN;

    void fill(List<DueDelivery> claimed, Instant now) {
        freshUntil = now.plus(BEGIN_WITHIN);
        for (DueDelivery delivery : claimed) {
            // A lease that ended while its message is still on its way must not send it a second time.
            if (!underway.contains(delivery.key())) {
                waiting.add(delivery);
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isStaleAt(Instant time) {
        return !waiting.isEmpty() && time.isAfter(freshUntil);
    }

    DueDelivery begin() {
        DueDelivery delivery = waiting.remove();
        underway.add(delivery.key());
        return delivery;
    }

    void end(String key) {
        underway.remove(key);
    }

    int underway() {
        return underway.size();
    }

    /** Takes out everything that waits. */
    List<DueDelivery> drain() {
        List<DueDelivery> drained = new ArrayList<>(waiting);
        waiting.clear();
        return drained;
    }
}
