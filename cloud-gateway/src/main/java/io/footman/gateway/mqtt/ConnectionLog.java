package io.footman.gateway.mqtt;

import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when the connection comes and goes. Repeated failures are counted, and told at 1, 2, 4, 8, … of them. */
final class ConnectionLog implements MqttClientConnectedListener, MqttClientDisconnectedListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

    private final String address;
    private final CompletableFuture<Void> firstConnection = new CompletableFuture<>();
    private volatile int failures;
    private volatile boolean closing;

    ConnectionLog(String address) {
        this.address = address;
    }

    /** Completes with the first successful connection. */
    CompletableFuture<Void> firstConnection() {
        return firstConnection;
    }

    /** From now on a broken connection stays broken. */
    void closing() {
        closing = true;
    }

    @Override
    public void onConnected(MqttClientConnectedContext context) {
        LOG.info("mqtt=connected broker={} failures={}", address, failures);
        failures = 0;
        firstConnection.complete(null);
    }

    @Override
    public void onDisconnected(MqttClientDisconnectedContext context) {
        if (closing) {
            // A client that is between two attempts cannot be disconnected; it must be told not to try again.
            context.getReconnector().reconnect(false);
            return;
        }
        int count = context.getReconnector().getAttempts() + 1;
        failures = count;
        if (Integer.bitCount(count) == 1) {
            LOG.warn("mqtt=disconnected broker={} failures={} cause=\"{}\"", address, count, cause(context.getCause()));
        }
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
