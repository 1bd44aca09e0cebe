package io.footman.gateway.mqtt;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the messages that wait for an acknowledgement, by number and by bytes, so that a broker that is down or slow
 * cannot fill the memory. A message keeps its place until the broker has answered, also when its sender was told 503.
 */
final class WaitingRoom {
    private final int most;
    private final long mostBytes;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    WaitingRoom(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Whether there was a place. Even a message larger than the whole room gets in when nobody else waits. */
    boolean enter(int size) {
        int others = count.getAndIncrement();
        long total = bytes.addAndGet(size);
        if (others == 0 || (others < most && total <= mostBytes)) {
            return true;
        }
        leave(size);
        return false;
    }

    void leave(int size) {
        count.decrementAndGet();
        bytes.addAndGet(-size);
    }

    int count() {
        return count.get();
    }
}
