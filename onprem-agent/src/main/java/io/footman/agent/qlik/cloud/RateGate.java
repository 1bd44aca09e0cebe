package io.footman.agent.qlik.cloud;

import io.footman.agent.model.FailureReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Holds back all calls of one tenant while Qlik Cloud asks to wait: after a 429 it refuses every further call until then
 * (Qlik Cloud API §2). Costs nothing while open.
 */
final class RateGate {
    private final Clock clock;
    private volatile Instant openAt = Instant.MIN;

    RateGate(Clock clock) {
        this.clock = clock;
    }

    /** Lets no call pass for this long. */
    synchronized void closeFor(Duration wait) {
        Instant until = clock.instant().plus(wait);
        if (until.isAfter(openAt)) {
            openAt = until;
        }
    }

    /** Completes once a call may start; fails at once when that is not before the deadline. */
    Mono<Void> pass(Instant deadline) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Instant opens = openAt;
            if (!opens.isAfter(now)) {
                return Mono.empty();
            }
            Duration wait = Duration.between(now, opens);
            if (!opens.isBefore(deadline)) {
                return Mono.error(new QlikCloudException(
                        FailureReason.RATE_LIMITED,
                        429,
                        "Qlik Cloud's rate limit is used up and it asks to wait " + (wait.toSeconds() + 1) + " s"));
            }
            return Mono.delay(wait).then(pass(deadline));
        });
    }
}
