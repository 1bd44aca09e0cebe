package io.footman.agent.qlik.cloud;

import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.CutText;
import io.footman.model.settings.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * GETs of one tenant (Qlik Cloud API §1, §2): repeats what may pass, waits out rate limits, follows redirects on the same
 * host; all of it inside the caller's deadline and without a thread per call.
 */
final class Calls implements AutoCloseable {
    /** One try; a slow one leaves time for another. */
    static final Duration LONGEST_TRY = Duration.ofSeconds(10);

    private static final int MOST_TRIES = 4;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    /** When a 429 does not say how long. */
    private static final Duration UNTOLD_WAIT = Duration.ofSeconds(5);

    private static final int MOST_REDIRECTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final Tenant tenant;
    private final URI base;
    private final Transport transport;
    private final RateGate gate;
    private final Clock clock;
    private final RandomGenerator random;
    private final MeterRegistry meters;

    Calls(Tenant tenant, Secret apiKey, Clock clock, RandomGenerator random, MeterRegistry meters) {
        this.tenant = tenant;
        this.base = URI.create(tenant.url());
        this.transport = new Transport(base, apiKey, tenant.trust());
        this.gate = new RateGate(clock);
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /**
     * Fetches one answer.
     *
     * @param call name for metrics and logs
     * @param path starts with a slash, already encoded
     * @param deadline when trying ends at the latest
     * @param limit most bytes kept of the answer
     * @return the 200's content, or a {@link QlikCloudException}
     */
    Mono<CutText> get(String call, String path, Instant deadline, int limit) {
        return attempt(call, base.resolve(path), deadline, limit, 1);
    }

    private Mono<CutText> attempt(String call, URI uri, Instant deadline, int limit, int number) {
        return gate.pass(deadline)
                .then(Mono.defer(() -> measured(call, uri, deadline, limit)))
                .onErrorResume(QlikCloudException.class, failure -> {
                    boolean limited = failure.reason() == FailureReason.RATE_LIMITED;
                    Duration wait = limited ? Duration.ZERO : pause(number);
                    boolean again = limited || (failure.isPassing() && number < MOST_TRIES);
                    if (!again || !clock.instant().plus(wait).isBefore(deadline)) {
                        return Mono.error(failure);
                    }
                    // The gate knows how long a rate limit lasts, and whether the deadline comes first.
                    return limited
                            ? gate.pass(deadline).then(attempt(call, uri, deadline, limit, number))
                            : Mono.delay(wait).then(attempt(call, uri, deadline, limit, number + 1));
                });
    }

    private Mono<CutText> measured(String call, URI uri, Instant deadline, int limit) {
        Timer.Sample sample = Timer.start(meters);
        Duration budget = Duration.between(clock.instant(), deadline);
        Duration longest = budget.compareTo(LONGEST_TRY) < 0 ? budget : LONGEST_TRY;
        return exchange(uri, limit, MOST_REDIRECTS)
                .timeout(longest.isNegative() ? Duration.ZERO : longest)
                .onErrorMap(Transport::explain)
                .doOnSuccess(answer -> sample.stop(timer(call, "ok")))
                .doOnError(QlikCloudException.class, failure -> {
                    sample.stop(timer(call, failure.reason().label()));
                    LOG.debug(
                            "qlik-cloud-call-failed tenant={} call={} reason={} detail=\"{}\"",
                            tenant.name(),
                            call,
                            failure.reason().label(),
                            failure.getMessage());
                });
    }

    private Mono<CutText> exchange(URI uri, int limit, int redirectsLeft) {
        return transport.get(uri, limit).flatMap(answer -> {
            int status = answer.status();
            if (status == 200) {
                return Mono.just(answer.body());
            }
            if (status >= 300 && status < 400) {
                return redirected(uri, answer, limit, redirectsLeft);
            }
            if (status == 429) {
                gate.closeFor(answer.retryAfter().flatMap(this::wait).orElse(UNTOLD_WAIT));
            }
            return Mono.error(Refusals.of(status));
        });
    }

    private Mono<CutText> redirected(URI uri, Transport.Answer answer, int limit, int redirectsLeft) {
        Optional<URI> target = answer.location().flatMap(location -> sameHost(uri, location));
        if (target.isPresent() && redirectsLeft > 0) {
            return exchange(target.get(), limit, redirectsLeft - 1);
        }
        return Mono.error(new QlikCloudException(
                FailureReason.REDIRECT,
                answer.status(),
                (target.isPresent() ? "Qlik Cloud redirects in a circle" : "Qlik Cloud redirects to another host")
                        + ", which is not followed (" + answer.status() + ")"));
    }

    /** The API key must not go to another host, nor over an unencrypted connection (Qlik Cloud API §2). */
    private static Optional<URI> sameHost(URI from, String location) {
        try {
            URI target = from.resolve(location);
            boolean same = from.getScheme().equalsIgnoreCase(target.getScheme())
                    && from.getHost().equalsIgnoreCase(target.getHost())
                    && from.getPort() == target.getPort();
            return same ? Optional.of(target) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code Retry-After} in both forms of RFC 9110 §10.2.3. */
    private Optional<Duration> wait(String retryAfter) {
        try {
            if (!retryAfter.isEmpty() && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
            }
            Instant until = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Doubles with each try and varies by half, so that many callers do not come back together. */
    private Duration pause(int number) {
        long base = FIRST_WAIT.toMillis() << (number - 1);
        return Duration.ofMillis(base / 2 + random.nextLong(base));
    }

    private Timer timer(String call, String outcome) {
        return meters.timer("footman.qlik.cloud.calls", "tenant", tenant.name(), "call", call, "outcome", outcome);
    }

    @Override
    public void close() {
        transport.close();
    }
}
