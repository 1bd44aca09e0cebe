package io.footman.agent.qlik.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.FakeCertificates.KeyForm;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenseSettingsTest {
    private static final String PASSWORD = "s3cret-of-the-export";

    @TempDir
    Path folder;

    private Settings section = Settings.of("footman.qlik-sense", Map.of());

    @Test
    void needsNothing() {
        SenseSettings settings = read(Map.of());

        assertThat(section.mistakes()).isEmpty();
        assertThat(settings.name()).isEqualTo("qlik-sense");
        assertThat(settings.repository()).isEmpty();
        assertThat(settings.links().console()).isEmpty();
    }

    @Test
    void takesTheRestFromTheRepositorysAddress() {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual());

        SenseSettings settings = read(Map.of("repository", "https://sense.example.com"));

        assertThat(section.mistakes()).isEmpty();
        RepositorySettings repository = settings.repository().orElseThrow();
        assertThat(repository.address()).hasToString("https://sense.example.com:4242");
        assertThat(repository.user()).isEqualTo(SenseUser.SERVICE_ACCOUNT);
        assertThat(repository.verifyServerName()).isTrue();
        assertThat(repository.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(repository.concurrency()).isEqualTo(64);
        assertThat(settings.deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.distributionDeadline()).isEqualTo(Duration.ofHours(6));
        assertThat(settings.links().console()).contains("https://sense.example.com/qmc");
        assertThat(settings.links().hub()).contains("https://sense.example.com/hub");
        assertThat(settings.links().ofApp("1")).contains("https://sense.example.com/sense/app/1");
    }

    @Test
    void takesLinksAsButlersConfigurationHasThem() {
        SenseSettings settings = read(Map.of(
                "qmc-url", "https://qliksense.example.com/vp/qmc",
                "hub-url", "https://qliksense.example.com/vp/hub",
                "app-url", "https://qliksense.example.com/vp/sense/app/"));

        assertThat(settings.links().console()).contains("https://qliksense.example.com/vp/qmc");
        assertThat(settings.links().hub()).contains("https://qliksense.example.com/vp/hub");
        assertThat(settings.links().ofApp("1")).contains("https://qliksense.example.com/vp/sense/app/1");
    }

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void readsKeysInEveryForm(KeyForm form) {
        FakeCertificates.create(
                folder, FakeCertificates.Settings.usual().keyAs(form).withPassword(PASSWORD));

        assertThat(read(with("certificate-password", PASSWORD)).repository()).isPresent();
        assertThat(section.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root.pem", "root.cer", ""})
    void readsTheWindowsExport(String root) throws IOException {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual().withPassword(PASSWORD));
        keepOnly("client.pfx", root);

        assertThat(read(with("certificate-password", PASSWORD)).repository()).isPresent();
        assertThat(section.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ENCRYPTED_PKCS1, '', is missing for",
        "ENCRYPTED_PKCS8, '', is missing for",
        "ENCRYPTED_PKCS1, wrong, does not open",
        "ENCRYPTED_PKCS8, wrong, does not open"
    })
    void asksForTheRightPasswordOfTheKey(KeyForm form, String password, String problem) {
        FakeCertificates.create(
                folder, FakeCertificates.Settings.usual().keyAs(form).withPassword(PASSWORD));

        read(password.isEmpty() ? with("user", "INTERNAL\\sa_api") : with("certificate-password", password));

        assertThat(mistake().key()).isEqualTo("footman.qlik-sense.certificate-password");
        assertThat(mistake().problem()).contains(problem, "client_key.pem");
    }

    @Test
    void asksForTheRightPasswordOfTheWindowsExport() throws IOException {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual().withPassword(PASSWORD));
        keepOnly("client.pfx", "root.cer");

        read(with("certificate-password", "wrong"));

        assertThat(mistake().key()).isEqualTo("footman.qlik-sense.certificate-password");
        assertThat(mistake().problem()).contains("does not open", "client.pfx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_key.pem", "root.pem"})
    void namesTheMissingFile(String file) throws IOException {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual());
        Files.delete(folder.resolve(file));
        Files.deleteIfExists(folder.resolve("root.cer"));

        read(Map.of("repository", "https://sense.example.com:4242"));

        assertThat(mistake().key()).isEqualTo("footman.qlik-sense.certificates");
        assertThat(mistake().problem()).contains("is not there");
        assertThat(mistake().remedy()).contains("Export");
    }

    @Test
    void namesBothFormsOfTheExportWhenThereIsNone() {
        read(Map.of("repository", "https://sense.example.com:4242"));

        assertThat(mistake().key()).isEqualTo("footman.qlik-sense.certificates");
        assertThat(mistake().problem()).contains("neither client.pem nor client.pfx");
    }

    @Test
    void refusesAKeyThatBelongsToAnotherCertificate(@TempDir Path other) throws IOException {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual());
        FakeCertificates.create(other, FakeCertificates.Settings.usual());
        Files.copy(
                other.resolve("client_key.pem"), folder.resolve("client_key.pem"), StandardCopyOption.REPLACE_EXISTING);

        read(Map.of("repository", "https://sense.example.com:4242"));

        assertThat(mistake().key()).isEqualTo("footman.qlik-sense.certificates");
        assertThat(mistake().problem()).contains("does not fit");
    }

    @Test
    void refusesACertificateThatHasEnded() {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual().clientValidFor(Duration.ofHours(-1)));

        read(Map.of("repository", "https://sense.example.com:4242"));

        assertThat(mistake().key()).isEqualTo("footman.qlik-sense.certificates");
        assertThat(mistake().problem()).contains("ended on");
    }

    @Test
    void warnsOfACertificateThatEndsSoon() {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual().clientValidFor(Duration.ofDays(10)));

        assertThat(read(Map.of("repository", "https://sense.example.com:4242")).warning(Clock.systemUTC()))
                .hasValueSatisfying(warning -> assertThat(warning).contains("certificates", " 9 days"));
    }

    @ParameterizedTest
    @CsvSource({
        "repository, http://sense.example.com:4242",
        "repository, https://sense.example.com:4242/qrs",
        "user, sa_api",
        "deadline, 0s",
        "concurrency, 0"
    })
    void namesTheKeyOfAMistake(String key, String value) {
        FakeCertificates.create(folder, FakeCertificates.Settings.usual());

        read(with(key, value));

        assertThat(mistake().key()).isEqualTo("footman.qlik-sense." + key);
    }

    private Mistake mistake() {
        assertThat(section.mistakes()).hasSize(1);
        assertThat(section.mistakes().toString()).doesNotContain(PASSWORD);
        return section.mistakes().get(0);
    }

    private static Map<String, Object> with(String key, String value) {
        Map<String, Object> more = new HashMap<>(Map.of("repository", "https://sense.example.com:4242"));
        more.put(key, value);
        return more;
    }

    private SenseSettings read(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        if (all.containsKey("repository")) {
            all.put("certificates", folder.toString());
        }
        section = Settings.of("footman.qlik-sense", all);
        return SenseSettings.read(section, Clock.systemUTC());
    }

    private void keepOnly(String... names) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!List.of(names).contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
