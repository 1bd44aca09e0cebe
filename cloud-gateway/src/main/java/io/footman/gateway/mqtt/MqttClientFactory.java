package io.footman.gateway.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientExecutorConfigBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import io.footman.gateway.settings.GatewaySettings;
import io.footman.model.mqtt.BrokerSettings;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Secret;
import io.reactivex.schedulers.Schedulers;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Builds the MQTT client from the settings. */
@Singleton
final class MqttClientFactory {
    private static final long FIRST_RECONNECT_MILLIS = 250;
    private static final long LONGEST_RECONNECT_MILLIS = 10_000;
    private static final int KEEP_ALIVE_SECONDS = 15;
    /** How long the broker remembers this client, so that messages on their way survive a broken connection. */
    private static final long SESSION_EXPIRY_SECONDS = 600;

    private final BrokerSettings settings;
    private final @Nullable SharedThreads sharedThreads;

    MqttClientFactory(GatewaySettings settings, OwnBroker ownBroker, @Nullable SharedThreads sharedThreads) {
        this.sharedThreads = sharedThreads;
        this.settings = settings.mqtt()
                .or(ownBroker::address)
                .orElseThrow(() -> new InvalidSettingsException(List.of(new Mistake(
                        "footman.mqtt.url",
                        "is missing: the embedded broker is of no use here",
                        "Give the broker's address, such as mqtts://broker.example.com:8883"))));
    }

    String address() {
        return settings.address();
    }

    Mqtt5AsyncClient client(ConnectionLog connectionLog) {
        Mqtt5ClientBuilder builder = Mqtt5Client.builder()
                .identifier(settings.clientId().orElseGet(MqttClientFactory::randomId))
                .serverHost(settings.host())
                .serverPort(settings.port())
                .executorConfig(threads())
                .automaticReconnect()
                .initialDelay(FIRST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(connectionLog)
                .addDisconnectedListener(connectionLog);
        if (settings.tls()) {
            builder = builder.sslConfig(tls());
        }
        if (settings.username().isPresent() || settings.password().isPresent()) {
            builder = authenticated(builder);
        }
        return builder.buildAsync();
    }

    /** What to connect with. */
    Mqtt5Connect connect() {
        return Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(SESSION_EXPIRY_SECONDS)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .build();
    }

    private MqttClientExecutorConfig threads() {
        // Answers run straight on the thread that read them: no hand-over between acknowledgement and response.
        MqttClientExecutorConfigBuilder builder =
                MqttClientExecutorConfig.builder().applicationScheduler(Schedulers.trampoline());
        return sharedThreads == null
                ? builder.nettyThreads(1).build()
                : builder.nettyExecutor(sharedThreads.executor()).build();
    }

    private Mqtt5ClientBuilder authenticated(Mqtt5ClientBuilder builder) {
        byte[] password = settings.password().map(Secret::reveal).orElse("").getBytes(StandardCharsets.UTF_8);
        return builder.simpleAuth()
                .username(settings.username().orElse(""))
                .password(password)
                .applySimpleAuth();
    }

    private MqttClientSslConfig tls() {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(settings.trust().orElse(null))
                .keyManagerFactory(settings.identity().orElse(null))
                .build();
    }

    /** Each process has its own id: two gateways with the same one would throw each other out for ever. */
    private static String randomId() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return "footman-gateway-" + HexFormat.of().formatHex(random);
    }
}
