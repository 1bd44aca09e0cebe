package io.footman.agent.rest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.footman.agent.rest.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls beyond a rate limit are noted once a minute and client, with their number: else whoever may do nothing could
 * still fill the disk with entries.
 */
final class Repeats implements AutoCloseable {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_CLIENTS = 10_000;

    private final AuditLog log;
    private final Clock clock;
    private final Cache<Client, Count> counts;

    private record Client(@Nullable Caller caller, String address) {}

    private record Count(AuditEntry first, AtomicLong further) {}

    Repeats(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
        this.counts = Caffeine.newBuilder()
                .expireAfterWrite(WINDOW)
                .maximumSize(MOST_CLIENTS)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .removalListener(this::tell)
                .build();
    }

    /** Whether an entry is the first of its client in this minute; the others are counted. */
    boolean isFirst(AuditEntry entry) {
        Client client = new Client(entry.caller().orElse(null), entry.address());
        Count count = counts.get(client, any -> new Count(entry, new AtomicLong()));
        if (count.first() == entry) {
            return true;
        }
        count.further().incrementAndGet();
        return false;
    }

    /** Notes what was counted in minutes that have ended. */
    void flush() {
        counts.cleanUp();
    }

    /** Notes all that was counted and then closes the log: in this order, whatever the order in which beans end. */
    @Override
    public void close() {
        counts.invalidateAll();
        counts.cleanUp();
        log.close();
    }

    private void tell(@Nullable Client client, @Nullable Count count, RemovalCause cause) {
        if (count != null && count.further().get() > 0) {
            log.note(count.first().times(count.further().get(), clock.instant()));
        }
    }
}
