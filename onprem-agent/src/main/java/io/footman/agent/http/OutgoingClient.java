package io.footman.agent.http;

import io.footman.agent.model.FailureReason;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/** The HTTP client of one destination. Safe for several threads. */
public final class OutgoingClient implements AutoCloseable {
    /** More of an answer is not read; its connection is then closed instead of kept. */
    private static final int LONGEST_ANSWER_BYTES = 64 * 1024;

    private static final int EXCERPT_CHARACTERS = 200;

    private final String name;
    private final CloseableHttpClient client;
    private final CallSettings settings;
    private final Collection<String> secrets;
    private final Clock clock;
    private final Alarms alarms;
    private final MeterRegistry meters;

    OutgoingClient(
            String name,
            CloseableHttpClient client,
            CallSettings settings,
            Collection<String> secrets,
            Clock clock,
            Alarms alarms,
            MeterRegistry meters) {
        this.name = name;
        this.client = client;
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
        this.alarms = alarms;
        this.meters = meters;
    }

    /** Makes one call and waits for its end, at the latest until the deadline. Never throws for what the network does. */
    public CallOutcome call(OutgoingRequest request) {
        Timer.Sample sample = Timer.start(meters);
        Redaction redaction = Redaction.of(request.address(), secrets);
        HttpUriRequestBase wire = wire(request);
        AtomicBoolean late = new AtomicBoolean();
        Alarms.Alarm deadline = alarms.at(clock.instant().plus(settings.timeout()), () -> {
            late.set(true);
            wire.cancel();
        });
        CallOutcome outcome;
        try {
            outcome = client.execute(wire, response -> answered(response, redaction));
        } catch (IOException | IllegalStateException e) {
            // A call cancelled between two steps of the client ends in an IllegalStateException.
            outcome = failed(e, late.get(), request, redaction);
        } finally {
            deadline.cancel();
        }
        sample.stop(meters.timer("footman.http.calls", "destination", name, "outcome", label(outcome)));
        return outcome;
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private static HttpUriRequestBase wire(OutgoingRequest request) {
        HttpUriRequestBase wire = new HttpUriRequestBase(request.method(), request.address());
        request.headers().forEach(wire::setHeader);
        request.body()
                .ifPresent(body -> wire.setEntity(
                        new ByteArrayEntity(body.bytes(), ContentType.parseLenient(body.contentType()))));
        return wire;
    }

    private CallOutcome answered(ClassicHttpResponse response, Redaction redaction) throws IOException {
        Instant now = clock.instant();
        return new CallOutcome.Answered(
                response.getCode(),
                Optional.ofNullable(response.getFirstHeader("Retry-After"))
                        .flatMap(header -> RetryAfter.parse(header.getValue(), now)),
                redaction.clean(body(response), EXCERPT_CHARACTERS));
    }

    private static String body(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return "";
        }
        try (InputStream stream = entity.getContent()) {
            byte[] bytes = stream.readNBytes(LONGEST_ANSWER_BYTES);
            if (bytes.length == LONGEST_ANSWER_BYTES) {
                // Closing the stream would read the rest of an endless body to save the connection.
                response.close();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private CallOutcome failed(Exception e, boolean late, OutgoingRequest request, Redaction redaction) {
        String target = Redaction.shown(request.address());
        if (late || e instanceof SocketTimeoutException) {
            return new CallOutcome.Failed(
                    FailureReason.TIMEOUT,
                    "No complete answer from " + target + " within "
                            + settings.timeout().toMillis() + " ms");
        }
        if (e instanceof ForbiddenAddressException) {
            return new CallOutcome.Failed(
                    FailureReason.FORBIDDEN_ADDRESS,
                    target + " must not be called: " + e.getMessage()
                            + ". Correct url, or set allow-link-local for a device of your own network");
        }
        if (e instanceof UnknownHostException) {
            return new CallOutcome.Failed(FailureReason.UNREACHABLE, "The host name of " + target + " is unknown");
        }
        if (e instanceof SSLException) {
            return new CallOutcome.Failed(
                    FailureReason.TLS, "No trusted connection with " + target + ": " + message(e, redaction));
        }
        return new CallOutcome.Failed(
                FailureReason.UNREACHABLE, "No connection with " + target + ": " + message(e, redaction));
    }

    private static String message(Exception e, Redaction redaction) {
        String message = e.getMessage();
        return redaction.clean(message == null ? e.getClass().getSimpleName() : message, EXCERPT_CHARACTERS);
    }

    private static String label(CallOutcome outcome) {
        return outcome instanceof CallOutcome.Failed failed
                ? failed.reason().label()
                : ((CallOutcome.Answered) outcome).status() / 100 + "xx";
    }
}
