package io.footman.agent.deliver;

import io.footman.agent.destination.SendResult;
import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Settlement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators what a lane does: one log line and one count for each attempt. Knows no recipient and no secret. */
final class LaneMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final MeterRegistry registry;
    private final String destination;
    private final Timer sending;

    LaneMetrics(MeterRegistry registry, String destination) {
        this.registry = registry;
        this.destination = destination;
        this.sending = Timer.builder("footman.delivery.send")
                .description("Time that one attempt took")
                .tag("destination", destination)
                .register(registry);
    }

    /** Shows the lane's state: 0 able to send, 1 waiting for a destination that fails or asked to wait. */
    void watch(Lane lane) {
        Gauge.builder("footman.lane.paused", lane, watched -> watched.isPaused() ? 1 : 0)
                .description("1 while the lane waits for its destination to recover")
                .tag("destination", destination)
                .register(registry);
        Gauge.builder("footman.lane.sending", lane, Lane::underway)
                .description("Messages on their way now")
                .tag("destination", destination)
                .register(registry);
    }

    void attempted(DueDelivery delivery, SendResult result, Settlement settlement, Duration took) {
        sending.record(took);
        String ending = settlement instanceof Settlement.Delivered
                ? "delivered"
                : settlement instanceof Settlement.Retry ? "retried" : "dead";
        String reason = result.fold(
                delivered -> "none",
                retryable -> retryable.reason().label(),
                permanent -> permanent.reason().label());
        String detail = result.fold(
                delivered -> delivered.detail(), retryable -> retryable.detail(), permanent -> permanent.detail());
        registry.counter("footman.deliveries", "destination", destination, "result", ending, "reason", reason)
                .increment();
        if (settlement instanceof Settlement.Delivered) {
            LOG.info(
                    "event=delivery-delivered destination={} rule=\"{}\" key={} id={} attempt={} ms={}",
                    destination,
                    delivery.rule(),
                    delivery.key(),
                    delivery.context().event().id(),
                    delivery.attempts() + 1,
                    took.toMillis());
        } else {
            LOG.warn(
                    "event=delivery-{} destination={} rule=\"{}\" key={} id={} attempt={} ms={} reason={} detail=\"{}\"",
                    ending,
                    destination,
                    delivery.rule(),
                    delivery.key(),
                    delivery.context().event().id(),
                    delivery.attempts() + 1,
                    took.toMillis(),
                    reason,
                    detail);
        }
    }

    void defect(DueDelivery delivery, Throwable defect) {
        LOG.error("event=destination-defect destination={} key={}", destination, delivery.key(), defect);
    }

    void journalTrouble(String doing, Throwable trouble) {
        registry.counter("footman.lane.journal.failures", "destination", destination)
                .increment();
        LOG.warn(
                "event=journal-failed destination={} doing={} detail=\"{}\"", destination, doing, trouble.getMessage());
    }
}
