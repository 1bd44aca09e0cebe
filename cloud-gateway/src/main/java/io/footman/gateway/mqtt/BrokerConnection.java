package io.footman.gateway.mqtt;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to the broker. It is opened when the gateway starts, kept for ever and opened again whenever it
 * breaks; the gateway starts also while the broker is down.
 */
@Singleton
final class BrokerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final long LONGEST_GOODBYE_MILLIS = 2_000;

    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;
    private final ConnectionLog connectionLog;

    BrokerConnection(MqttClientFactory factory) {
        this.connectionLog = new ConnectionLog(factory.address());
        this.client = factory.client(connectionLog);
        this.connect = factory.connect();
    }

    @EventListener
    void open(StartupEvent event) {
        client.connect(connect);
    }

    @EventListener
    void close(ShutdownEvent event) {
        connectionLog.closing();
        try {
            client.disconnect().get(LONGEST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("mqtt=disconnect-failed", e);
        }
    }

    /**
     * The client once it has been connected for the first time. Before that its {@code publish} would block the calling
     * thread; afterwards it never does, whatever happens to the connection.
     */
    CompletableFuture<Mqtt5AsyncClient> onceConnected() {
        return connectionLog.firstConnection().thenApply(connected -> client);
    }

    /** The client itself, connected or not. */
    Mqtt5AsyncClient client() {
        return client;
    }

    /** The client, if it has ever been connected. */
    Optional<Mqtt5AsyncClient> readyClient() {
        return connectionLog.firstConnection().isDone() ? Optional.of(client) : Optional.empty();
    }

    boolean isConnected() {
        return client.getState() == MqttClientState.CONNECTED;
    }
}
