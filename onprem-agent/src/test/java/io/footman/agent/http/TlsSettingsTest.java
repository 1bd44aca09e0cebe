package io.footman.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.settings.Settings;
import io.footman.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
    @TempDir
    Path folder;

    @Test
    void checksEverythingWhenNothingIsSaid() {
        assertThat(read(Map.of())).isEqualTo(TlsSettings.DEFAULT);
    }

    @Test
    void takesTheAuthorityAndTheSwitchOfTheSection() {
        String authority = TestCertificates.create(folder).ca().toString();

        TlsSettings settings = read(Map.of("certificate-authority", authority, "reject-unauthorized", false));

        assertThat(settings.trust()).isPresent();
        assertThat(settings.rejectUnauthorized()).isFalse();
    }

    @Test
    void setsTheOtherKeysAsideWhenNotEnabled() {
        String authority = TestCertificates.create(folder).ca().toString();

        TlsSettings settings =
                read(Map.of("enable", false, "certificate-authority", authority, "reject-unauthorized", false));

        assertThat(settings).isEqualTo(TlsSettings.DEFAULT);
    }

    private static TlsSettings read(Map<String, Object> values) {
        Settings section = Settings.of("footman.destinations.hook.tls", values);
        TlsSettings settings = TlsSettings.read(section);
        assertThat(section.mistakes()).isEmpty();
        return settings;
    }
}
