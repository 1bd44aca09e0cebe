package io.footman.agent.mqtt;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The agent's one connection: MQTT 5, QoS 1, a session that outlives restarts, and reconnecting for ever. It may be opened
 * while the broker is down.
 */
public final class MqttConnection implements AutoCloseable {
    private static final long FIRST_RECONNECT_MILLIS = 250;
    private static final long LONGEST_RECONNECT_MILLIS = 10_000;
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final long LONGEST_GOODBYE_MILLIS = 2_000;
    private static final long THREAD_IDLE_SECONDS = 30;
    private static final String NEVER_SUBSCRIBED = "footman/goodbye";

    /**
     * The broker keeps back what is larger (MQTT 5 §3.1.2.11.4), so that no message can fill the memory. Well above what
     * the intake accepts: it shall see and count what is merely too large.
     */
    private static final int LARGEST_PACKET = 4 << 20;

    private final MqttSettings settings;
    private final ConnectionWatch watch;
    private final Mqtt5AsyncClient client;
    private final ThreadPoolExecutor callbacks;

    public MqttConnection(MqttSettings settings) {
        this.settings = settings;
        this.watch = new ConnectionWatch(settings);
        this.client = client(settings, watch);
        watch.watch(client);
        this.callbacks = new ThreadPoolExecutor(
                1, 1, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "footman-mqtt");
                    thread.setDaemon(true);
                    return thread;
                });
        callbacks.allowCoreThreadTimeOut(true);
    }

    /**
     * Connects and passes every message to {@code handler}, one after the other, on a thread of its own. The handler must
     * not throw, and acknowledges each message sooner or later: acknowledgements leave in the order of the messages, and
     * what is not acknowledged comes again with the next connection.
     */
    public void open(Consumer<Mqtt5Publish> handler) {
        // Before connecting: messages of the kept session may arrive right behind the CONNACK.
        client.publishes(MqttGlobalPublishFilter.ALL, handler, callbacks, true);
        client.connect(Mqtt5Connect.builder()
                        .cleanStart(false)
                        .sessionExpiryInterval(settings.sessionExpiry().toSeconds())
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .restrictions()
                        .maximumPacketSize(LARGEST_PACKET)
                        .applyRestrictions()
                        .build())
                .whenComplete((connected, failure) -> {
                    if (failure != null) {
                        watch.gaveUp(failure);
                    }
                });
    }

    /**
     * Publishes a message of the agent's own. Fails at once while there is no connection: the client would wait for one, and
     * before the first it would hold up the caller.
     */
    public CompletableFuture<Mqtt5PublishResult> publish(Mqtt5Publish message) {
        return client.getState() == MqttClientState.CONNECTED
                ? client.publish(message)
                : CompletableFuture.failedFuture(new IOException(state()));
    }

    /** Whether messages can come in: connected and subscribed. */
    public boolean isReceiving() {
        return client.getState() == MqttClientState.CONNECTED && watch.isSubscribed();
    }

    /** {@code connected}, or why not; without secrets. */
    public String state() {
        return watch.state();
    }

    /** The broker's address without login. */
    public String address() {
        return settings.broker().address();
    }

    /** Says goodbye; the broker keeps the session and what comes in meanwhile. Does nothing twice. */
    @Override
    public void close() {
        watch.stop();
        if (client.getState() == MqttClientState.CONNECTED) {
            // A broker may drop acknowledgements that it has not handled when the connection ends. It handles packets
            // in
            // order, so its answer to this harmless one tells that it has handled them all.
            await(client.unsubscribe(
                    Mqtt5Unsubscribe.builder().topicFilter(NEVER_SUBSCRIBED).build()));
        }
        await(client.disconnect());
        callbacks.shutdown();
    }

    private static void await(CompletableFuture<?> answer) {
        try {
            answer.get(LONGEST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Not connected, or the broker does not answer: what it has not handled comes again.
        }
    }

    private static Mqtt5AsyncClient client(MqttSettings settings, ConnectionWatch watch) {
        return MqttClients.builder(settings.broker())
                .identifier(settings.clientId())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(watch)
                .addDisconnectedListener(watch)
                .buildAsync();
    }
}
