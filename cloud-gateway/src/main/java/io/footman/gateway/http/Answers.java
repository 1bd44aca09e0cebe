package io.footman.gateway.http;

import io.footman.gateway.webhook.Addressed;
import io.footman.gateway.webhook.GateResult;
import io.footman.gateway.webhook.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each result into one answer, one line of log and one count. Neither body nor secret nor personal data in it. */
@Singleton
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger("io.footman.gateway.request");
    private static final String RETRY_AFTER_SECONDS = "30";
    private static final String NO_WEBHOOK = "none";

    private final MeterRegistry metrics;
    private final Map<CounterKey, Counter> counters = new ConcurrentHashMap<>();

    private record CounterKey(String webhook, Outcome outcome) {}

    Answers(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** The answer to a request that went to the gate; {@code nanos} is the time it took. */
    HttpResponse<String> of(String webhook, GateResult result, long nanos) {
        Outcome outcome = result.outcome();
        count(webhook, outcome);
        if (LOG.isInfoEnabled()) {
            log(webhook, result, nanos);
        }
        return response(outcome);
    }

    /** The answer to a request that never reached the gate. */
    HttpResponse<String> outsideOfTheGate(Outcome outcome, String detail) {
        count(NO_WEBHOOK, outcome);
        LOG.info(
                "webhook={} outcome={} status={} detail=\"{}\"", NO_WEBHOOK, outcome.label(), outcome.status(), detail);
        return response(outcome);
    }

    /** The answer when the gateway itself is broken; the cause is logged with its stack. */
    HttpResponse<String> failed(String webhook, @Nullable Throwable failure) {
        count(webhook, Outcome.ERROR);
        LOG.error("webhook={} outcome={} status={}", webhook, Outcome.ERROR.label(), Outcome.ERROR.status(), failure);
        return response(Outcome.ERROR);
    }

    private static void log(String webhook, GateResult result, long nanos) {
        Outcome outcome = result.outcome();
        Addressed addressed = result.addressed();
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        if (addressed == null) {
            LOG.info(
                    "webhook={} outcome={} status={} bytes={} micros={} detail=\"{}\"",
                    webhook,
                    outcome.label(),
                    outcome.status(),
                    result.bytes(),
                    micros,
                    result.detail());
        } else {
            LOG.info(
                    "webhook={} outcome={} status={} bytes={} micros={} type={} tenant={} event={}",
                    webhook,
                    outcome.label(),
                    outcome.status(),
                    result.bytes(),
                    micros,
                    LogText.safe(addressed.type()),
                    LogText.safe(addressed.tenant()),
                    LogText.safe(addressed.event()));
        }
    }

    private void count(String webhook, Outcome outcome) {
        counters.computeIfAbsent(new CounterKey(webhook, outcome), this::counter)
                .increment();
    }

    private Counter counter(CounterKey key) {
        return Counter.builder("footman.gateway.webhooks")
                .description("Webhooks by source and outcome")
                .tag("webhook", key.webhook())
                .tag("outcome", key.outcome().label())
                .register(metrics);
    }

    private static HttpResponse<String> response(Outcome outcome) {
        MutableHttpResponse<String> response = HttpResponse.<String>status(HttpStatus.valueOf(outcome.status()))
                .body(outcome.sentence())
                .contentType(MediaType.TEXT_PLAIN_TYPE);
        if (outcome.isTemporary()) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (outcome == Outcome.METHOD) {
            response.header("Allow", "POST");
        }
        return response;
    }
}
