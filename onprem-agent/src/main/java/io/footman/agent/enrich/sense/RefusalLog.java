package io.footman.agent.enrich.sense;

import io.footman.agent.qlik.repository.RepositoryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator that the repository refuses Footman: each one counted, one line a minute. */
final class RefusalLog {
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final String site;
    private final Clock clock;
    private final MeterRegistry meters;
    private final AtomicLong nextTold = new AtomicLong(Long.MIN_VALUE);

    RefusalLog(String site, Clock clock, MeterRegistry meters) {
        this.site = site;
        this.clock = clock;
        this.meters = meters;
    }

    void refused(RepositoryException failure) {
        meters.counter(
                        "footman.lookups.refused",
                        "site",
                        site,
                        "reason",
                        failure.reason().label())
                .increment();
        long now = clock.millis();
        long next = nextTold.get();
        if (now >= next && nextTold.compareAndSet(next, now + TOLD_EVERY.toMillis())) {
            LOG.error(
                    "event=repository-refuses site={} reason={} detail=\"{}\" remedy=\"check qlik-sense.certificates, user"
                            + " and server-name; alerts go out without look-ups meanwhile\"",
                    site,
                    failure.reason().label(),
                    failure.getMessage());
        }
    }
}
