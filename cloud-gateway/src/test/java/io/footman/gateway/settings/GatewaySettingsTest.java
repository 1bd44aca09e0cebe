package io.footman.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.footman.gateway.kit.Configured;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void needsNoMoreThanBrokerAndSecret() {
        GatewaySettings settings = Configured.by(
                "footman: { mqtt: { url: 'mqtts://broker.example.com' }, qlik-cloud: { secrets: [" + SECRET + "] } }");

        assertThat(settings.server().port()).isEqualTo(8080);
        assertThat(settings.server().largestBody()).isEqualTo(1 << 20);
        assertThat(settings.publish().deadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.qlikCloud().eventTypes())
                .containsExactlyInAnyOrder("com.qlik.v1.app.reload.finished", "com.qlik.v1.reload.finished");
        assertThat(settings.qlikCloud().tenants()).isEmpty();
        assertThat(settings.broker()).isEmpty();
    }

    @Test
    void canBeGivenByTheEnvironmentAlone() {
        GatewaySettings settings = GatewaySettings.load(
                null,
                Map.of(
                        "FOOTMAN_CONFIG", emptyFile(),
                        "FOOTMAN_MQTT_URL", "mqtts://broker.example.com:8884",
                        "FOOTMAN_MQTT_PASSWORD", "p",
                        "FOOTMAN_QLIK_CLOUD_SECRETS", "one-secret,two-secret",
                        "FOOTMAN_QLIK_CLOUD_HEADER_POLICY", "azure",
                        "FOOTMAN_SERVER_PORT", "9090"));

        assertThat(settings.mqtt().orElseThrow().address()).isEqualTo("mqtts://broker.example.com:8884");
        assertThat(settings.qlikCloud().secrets()).hasSize(2);
        assertThat(settings.qlikCloud().headerPolicy()).isEqualTo(HeaderPolicy.AZURE);
        assertThat(settings.server().port()).isEqualTo(9090);
    }

    @Test
    void theShippedReferenceIsCompleteAndValid() {
        GatewaySettings settings = GatewaySettings.load(
                Path.of("docs/footman.default.yml"),
                Map.of("QLIK_WEBHOOK_SECRET", SECRET, "MQTT_USERNAME", "u", "MQTT_PASSWORD", "p"));

        assertThat(settings.qlikCloud().topic().text()).isEqualTo("qscloud/app/reload/{tenantId}");
        assertThat(settings.publish().deadline()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void runsTheEmbeddedBrokerWithoutAnAddress() {
        GatewaySettings settings =
                Configured.by("footman: { broker: { embedded: true }, qlik-cloud: { secrets: [" + SECRET + "] } }");

        assertThat(settings.mqtt()).isEmpty();
        assertThat(settings.broker().orElseThrow().host()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ mqtt: { url: 'mqtt://b' } } | footman.qlik-cloud.secrets",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [] } } | footman.qlik-cloud.secrets",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: ['${NOT_SET}'] } } | footman.qlik-cloud.secrets",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s], accept-unsigned-webhooks-from-anyone: true } } | footman.qlik-cloud.accept-unsigned-webhooks-from-anyone",
                "{ qlik-cloud: { secrets: [s] } } | footman.mqtt.url",
                "{ mqtt: { url: 'http://b' }, qlik-cloud: { secrets: [s] } } | footman.mqtt.url",
                "{ mqtt: { url: 'mqtt://b', publish-timeout: 0s }, qlik-cloud: { secrets: [s] } } | footman.mqtt.publish-timeout",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s], tenants: [a/b] } } | footman.qlik-cloud.tenants",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s], topic: 'a/#' } } | footman.qlik-cloud.topic",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s], header-policy: no } } | footman.qlik-cloud.header-policy",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s], secret: x } } | footman.qlik-cloud.secret",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s] }, server: { certificate: none.pem } } | footman.server.certificate",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s] }, server: { port: 99999 } } | footman.server.port",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s] }, server: { max-body-size: 1GB } } | footman.server.max-body-size",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s] }, webhooks: { github: { } } } | footman.webhooks.github.secrets",
                "{ mqtt: { url: 'mqtt://b' }, qlik-cloud: { secrets: [s] }, webhooks: { github: { secrets: [s], topic: 'a/{tenantId}' } } } | footman.webhooks.github.topic",
                "{ qlik-cloud: { secrets: [s] }, broker: { embedded: true, host: 0.0.0.0 } } | footman.broker.users",
                "{ qlik-cloud: { secrets: [s] }, broker: { embedded: true, users: { a: { } } } } | footman.broker.users.a.password"
            })
    void namesTheKeyThatIsWrong(String yaml, String key) {
        InvalidSettingsException refusal =
                catchThrowableOfType(InvalidSettingsException.class, () -> Configured.by("footman: " + yaml));

        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.mistakes()).extracting(Mistake::key).contains(key);
        assertThat(refusal.mistakes())
                .extracting(Mistake::remedy)
                .allSatisfy(remedy -> assertThat(remedy).isNotBlank());
    }

    @Test
    void findsAllMistakesAtOnce() {
        InvalidSettingsException refusal = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> Configured.by("footman: { mqtt: { urll: x }, server: { port: a }, qlik-cloud: { topic: '#' } }"));

        assertThat(refusal.mistakes())
                .extracting(Mistake::key)
                .containsAll(List.of(
                        "footman.mqtt.url",
                        "footman.mqtt.urll",
                        "footman.server.port",
                        "footman.qlik-cloud.topic",
                        "footman.qlik-cloud.secrets"));
    }

    private String emptyFile() {
        try {
            return Files.writeString(folder.resolve("empty.yml"), "footman: {}").toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
