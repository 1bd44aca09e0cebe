package io.footman.agent.destination.mqtt;

import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.FailureReason;
import io.footman.agent.mqtt.Causes;
import io.footman.agent.mqtt.MqttClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one destination to its broker: opened with the first message, kept, and opened again for ever. While
 * it is broken, messages are refused at once; the lane tries them again.
 *
 * <p>The session ends with the connection: what is not acknowledged then stays with the journal, not with the client.
 */
final class BrokerLink implements MqttClientConnectedListener, MqttClientDisconnectedListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final long FIRST_RECONNECT_MILLIS = 250;
    private static final long LONGEST_RECONNECT_MILLIS = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final long LONGEST_GOODBYE_MILLIS = 2_000;

    private final String destination;
    private final MqttDestinationSettings settings;
    private final Mqtt5AsyncClient client;
    /** Done when the first attempt to connect has ended, well or not. */
    private final CompletableFuture<Boolean> firstAttempt = new CompletableFuture<>();

    // Guarded by this.
    private boolean opened;
    private boolean closed;
    private @Nullable Throwable trouble;

    BrokerLink(String destination, MqttDestinationSettings settings, MeterRegistry meters) {
        this.destination = destination;
        this.settings = settings;
        Mqtt5ClientBuilder builder = MqttClients.builder(settings.broker())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(this)
                .addDisconnectedListener(this);
        this.client =
                settings.clientId().map(builder::identifier).orElse(builder).buildAsync();
        meters.gauge(
                "footman.destination.connected",
                Tags.of("destination", destination),
                this,
                link -> link.isConnected() ? 1 : 0);
    }

    /**
     * Waits until the connection can be published on.
     *
     * @return why it cannot; empty when it can
     */
    Optional<SendResult> ready(Duration patience) throws InterruptedException {
        open();
        try {
            firstAttempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of(new SendResult.Retryable(
                    FailureReason.TIMEOUT,
                    "No connection with " + settings.broker().address() + " within " + patience.toMillis() + " ms"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Only ever completed with a value", e);
        }
        return refusal();
    }

    /** Publishes. Call it only after {@link #ready}: before the first connection the client would block the thread. */
    CompletableFuture<Mqtt5PublishResult> publish(Mqtt5Publish message) {
        return client.publish(message);
    }

    @Override
    public synchronized void onConnected(MqttClientConnectedContext context) {
        trouble = null;
        firstAttempt.complete(true);
        LOG.info(
                "mqtt=connected destination={} broker={}",
                destination,
                settings.broker().address());
    }

    @Override
    public synchronized void onDisconnected(MqttClientDisconnectedContext context) {
        trouble = context.getCause();
        firstAttempt.complete(false);
        int failures = Math.max(1, context.getReconnector().getAttempts());
        if (!closed && Integer.bitCount(failures) == 1) {
            LOG.warn(
                    "mqtt=disconnected destination={} broker={} failures={} cause=\"{}\"",
                    destination,
                    settings.broker().address(),
                    failures,
                    Causes.describe(context.getCause(), settings.brokerSection()));
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (!opened) {
                return;
            }
        }
        try {
            client.disconnect().get(LONGEST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("mqtt=disconnect-failed destination={}", destination);
        }
    }

    private synchronized void open() {
        if (opened || closed) {
            return;
        }
        opened = true;
        // Its end is told to the listeners.
        client.connect(Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .build());
    }

    private synchronized boolean isConnected() {
        return opened && !closed && firstAttempt.isDone() && trouble == null;
    }

    private synchronized Optional<SendResult> refusal() {
        Throwable cause = trouble;
        return cause == null
                ? Optional.empty()
                : Optional.of(new SendResult.Retryable(
                        Causes.reason(cause),
                        "No connection with " + settings.broker().address() + ": "
                                + Causes.describe(cause, settings.brokerSection())));
    }
}
