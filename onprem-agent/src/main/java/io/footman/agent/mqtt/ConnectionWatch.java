package io.footman.agent.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes with each connection, because the broker may have forgotten the session, and tells what happens: repeated
 * failures are told at 1, 2, 4, 8, … of them.
 */
final class ConnectionWatch implements MqttClientConnectedListener, MqttClientDisconnectedListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final long SUBSCRIBE_AGAIN_SECONDS = 15;

    /** Two agents with one client id would otherwise throw each other out many times a second. */
    private static final long TAKEN_OVER_PAUSE_SECONDS = 10;

    private final MqttSettings settings;
    private final Executor later = CompletableFuture.delayedExecutor(SUBSCRIBE_AGAIN_SECONDS, TimeUnit.SECONDS);
    private @Nullable Mqtt5AsyncClient client;
    private int connection;
    private boolean subscribed;
    private boolean stopped;
    private String state = "not connected yet";

    ConnectionWatch(MqttSettings settings) {
        this.settings = settings;
    }

    synchronized void watch(Mqtt5AsyncClient own) {
        client = own;
    }

    synchronized void stop() {
        stopped = true;
    }

    synchronized boolean isSubscribed() {
        return subscribed;
    }

    synchronized String state() {
        return state;
    }

    synchronized void gaveUp(Throwable failure) {
        if (!stopped) {
            state = "given up: " + Causes.describe(failure);
            LOG.error("mqtt=given-up broker={} cause=\"{}\"", settings.broker().address(), Causes.describe(failure));
        }
    }

    @Override
    public synchronized void onConnected(MqttClientConnectedContext context) {
        connection++;
        LOG.info("mqtt=connected broker={} client-id={}", settings.broker().address(), settings.clientId());
        subscribe(connection);
    }

    @Override
    public synchronized void onDisconnected(MqttClientDisconnectedContext context) {
        subscribed = false;
        String cause = Causes.describe(context.getCause());
        if (stopped) {
            return;
        }
        if (Causes.isTakenOver(context.getCause())) {
            cause = "another client connected with the client id " + settings.clientId()
                    + "; give each agent its own footman.mqtt.client-id";
            context.getReconnector().delay(TAKEN_OVER_PAUSE_SECONDS, TimeUnit.SECONDS);
        }
        state = "not connected: " + cause;
        int failures = Math.max(1, context.getReconnector().getAttempts());
        if (Integer.bitCount(failures) == 1) {
            LOG.warn(
                    "mqtt=disconnected broker={} failures={} cause=\"{}\"",
                    settings.broker().address(),
                    failures,
                    cause);
        }
    }

    private synchronized void subscribe(int number) {
        Mqtt5AsyncClient own = client;
        if (own == null || stopped || number != connection) {
            return;
        }
        Mqtt5Subscribe subscribe = Mqtt5Subscribe.builder()
                .addSubscriptions(settings.subscriptions().stream()
                        .map(filter -> Mqtt5Subscription.builder()
                                .topicFilter(filter)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                                .build()))
                .build();
        own.subscribe(subscribe).whenComplete((granted, failure) -> subscribed(number, failure));
    }

    private synchronized void subscribed(int number, @Nullable Throwable failure) {
        if (number != connection || stopped) {
            return;
        }
        subscribed = failure == null;
        if (failure == null) {
            state = "connected";
            LOG.info("mqtt=subscribed topics=\"{}\"", settings.subscriptions());
            return;
        }
        state = "connected, but the broker refuses the subscription: " + Causes.describe(failure);
        LOG.error(
                "mqtt=subscription-refused topics=\"{}\" cause=\"{}\" remedy=\"allow the agent's login to read these topics\"",
                settings.subscriptions(),
                Causes.describe(failure));
        later.execute(() -> subscribe(number));
    }
}
