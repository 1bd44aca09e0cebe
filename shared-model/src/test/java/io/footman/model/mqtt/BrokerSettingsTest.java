package io.footman.model.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import io.footman.testkit.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerSettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "mqtt://broker, broker, 1883, false",
        "mqtts://broker, broker, 8883, true",
        "MQTTS://broker.example.com:8765, broker.example.com, 8765, true",
        "'mqtt://[::1]:1884', ::1, 1884, false"
    })
    void readsTheAddress(String url, String host, int port, boolean tls) {
        BrokerSettings settings = BrokerSettings.read(section(Map.of("url", url)));

        assertThat(settings.host()).isEqualTo(host);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.tls()).isEqualTo(tls);
    }

    @Test
    void readsLoginAndCertificatesAndShowsNoPassword() {
        TestCertificates certificates = TestCertificates.create(folder);
        Settings section = section(Map.of(
                "url",
                "mqtts://broker",
                "username",
                "u",
                "password",
                "very-secret",
                "trusted-certificates",
                certificates.ca().toString(),
                "client-certificate",
                certificates.client().toString(),
                "client-key",
                certificates.clientKey().toString()));

        BrokerSettings settings = BrokerSettings.read(section);

        assertThat(section.mistakes()).isEmpty();
        assertThat(settings.trust()).isPresent();
        assertThat(settings.identity()).isPresent();
        assertThat(settings.toString()).doesNotContain("very-secret");
        assertThat(settings.address()).isEqualTo("mqtts://broker:8883");
    }

    @Test
    void reportsWhatCannotBeUsed() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "hello");

        assertMistake(Map.of(), "footman.mqtt.url");
        assertMistake(Map.of("url", "http://broker"), "footman.mqtt.url");
        assertMistake(
                Map.of(
                        "url",
                        "mqtts://b",
                        "client-certificate",
                        certificates.client().toString()),
                "footman.mqtt.client-key");
        assertMistake(
                Map.of(
                        "url",
                        "mqtt://b",
                        "trusted-certificates",
                        certificates.ca().toString()),
                "footman.mqtt.url");
        assertMistake(
                Map.of("url", "mqtts://b", "trusted-certificates", nonsense.toString()),
                "footman.mqtt.trusted-certificates");
        assertMistake(
                Map.of("url", "mqtts://b", "trusted-certificates", "missing.pem"), "footman.mqtt.trusted-certificates");
    }

    private static void assertMistake(Map<String, Object> values, String key) {
        Settings section = section(values);
        BrokerSettings.read(section);
        assertThat(section.mistakes()).extracting(Mistake::key).containsExactly(key);
    }

    private static Settings section(Map<String, Object> values) {
        return Settings.of("footman.mqtt", values);
    }
}
