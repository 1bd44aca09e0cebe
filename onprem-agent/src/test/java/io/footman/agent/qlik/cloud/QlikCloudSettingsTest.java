package io.footman.agent.qlik.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QlikCloudSettingsTest {
    @Test
    void needsOnlyIdAndAddress() {
        Settings section = section(Map.of("id", "t", "url", "https://acme.eu.qlikcloud.com/"));

        QlikCloudSettings settings = QlikCloudSettings.read(section);

        assertThat(section.mistakes()).isEmpty();
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.tenants()).singleElement().satisfies(tenant -> {
            assertThat(tenant.url()).isEqualTo("https://acme.eu.qlikcloud.com");
            assertThat(tenant.hubUrl()).isEqualTo("https://acme.eu.qlikcloud.com");
            assertThat(tenant.consoleUrl()).isEqualTo("https://acme.eu.qlikcloud.com/console");
            assertThat(tenant.apiKey()).isEmpty();
        });
    }

    @Test
    void namesWhatIsMissing() {
        Settings section = section(Map.of());

        QlikCloudSettings.read(section);

        assertThat(section.mistakes())
                .extracting(Mistake::key)
                .containsExactly("footman.qlik-cloud.tenants.acme.id", "footman.qlik-cloud.tenants.acme.url");
    }

    @ParameterizedTest
    @CsvSource({
        "http://acme.eu.qlikcloud.com, is not encrypted",
        "https://acme.eu.qlikcloud.com/hub, is more than a host",
        "https://user:secret@acme.eu.qlikcloud.com, is more than a host",
        "ftp://acme.eu.qlikcloud.com, is not an address of the expected kind"
    })
    void refusesAnAddressThatCannotBeMeant(String url, String problem) {
        Settings section = section(Map.of("id", "t", "url", url));

        QlikCloudSettings.read(section);

        assertThat(section.mistakes())
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.problem()).contains(problem))
                .satisfies(mistake -> assertThat(mistake.toString()).doesNotContain("secret"));
    }

    @Test
    void refusesOneTenantIdTwice() {
        Map<String, Object> tenant = Map.of("id", "t", "url", "https://acme.eu.qlikcloud.com");
        Settings section = Settings.of("footman.qlik-cloud", Map.of("tenants", Map.of("a", tenant, "b", tenant)));

        QlikCloudSettings.read(section);

        assertThat(section.mistakes())
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.problem()).contains("another tenant"));
    }

    private static Settings section(Map<String, Object> tenant) {
        return Settings.of("footman.qlik-cloud", Map.of("tenants", Map.of("acme", tenant)));
    }
}
