package io.footman.agent.rest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts calls of each client within a minute. Holds a bounded number of clients; the longest silent ones are forgotten. */
final class RateLimiter {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_CLIENTS = 20_000;

    private final int limit;
    private final TimeMeter time;
    private final Cache<Object, Bucket> buckets;

    /**
     * @param limit calls in a minute, at least one
     * @param nanos a time that only goes on: a wall clock that is set back would refuse callers until it has caught up
     */
    RateLimiter(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.time = new Ticker(nanos);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(WINDOW)
                .ticker(time::currentTimeNanos)
                .build();
    }

    /**
     * How a client stands after a call.
     *
     * @param allowed whether the call is within the limit
     * @param limit calls in a minute
     * @param remaining calls left in this minute
     * @param resetSeconds until a new minute begins, rounded up
     */
    record Standing(boolean allowed, int limit, long remaining, long resetSeconds) {
        private static final String ATTRIBUTE = "footman.rate-limit";

        void attachTo(HttpRequest<?> request) {
            request.setAttribute(ATTRIBUTE, this);
        }

        /** How the client that sent this request stands, if it was counted. */
        static Optional<Standing> of(HttpRequest<?> request) {
            return request.getAttribute(ATTRIBUTE).map(Standing.class::cast);
        }
    }

    /** Counts a call. */
    Standing count(Object client) {
        ConsumptionProbe probe = buckets.get(client, any -> bucket()).tryConsumeAndReturnRemaining(1);
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        long seconds = Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
        return new Standing(probe.isConsumed(), limit, probe.getRemainingTokens(), seconds);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(rate -> rate.capacity(limit).refillIntervally(limit, WINDOW))
                .withCustomTimePrecision(time)
                .build();
    }

    private record Ticker(LongSupplier nanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
