package io.footman.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private enum Colour {
        RED,
        DARK_BLUE
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "5m, 300000", "2h, 7200000", "3d, 259200000", "0, 0", "' 10 S ', 10000"})
    void readsDurations(String text, long millis) {
        assertThat(section("a: \"" + text + "\"").duration("a", Duration.ZERO)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-1s", "1.5s", "soon", "5 minutes", "99999999999999s"})
    void reportsWhatIsNoDurationAndGoesOnWithTheDefault(String text) {
        Settings section = section("a: \"" + text + "\"");

        assertThat(section.duration("a", Duration.ofSeconds(7))).hasSeconds(7);
        assertThat(section.mistakes()).extracting(Mistake::key).containsExactly("footman.a");
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "64KB, 65536", "1 MB, 1048576", "2gib, 2147483648"})
    void readsSizes(String text, long bytes) {
        assertThat(section("a: \"" + text + "\"").bytes("a", 0)).isEqualTo(bytes);
    }

    @Test
    void readsFlagsNumbersChoicesAndLists() {
        Settings section = section("a: on\nb: 7\nc: dark-blue\nd: [x, 1, true]\ne: one\nf: { X-A: b }");

        assertThat(section.flag("a", false)).isTrue();
        assertThat(section.number("b", 0, 1, 9)).isEqualTo(7);
        assertThat(section.choice("c", Colour.class, Colour.RED)).isEqualTo(Colour.DARK_BLUE);
        assertThat(section.texts("d", List.of())).containsExactly("x", "1", "true");
        assertThat(section.texts("e", List.of())).containsExactly("one");
        assertThat(section.textMap("f")).containsExactly(Map.entry("X-A", "b"));
        assertThat(section.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes", "no", "12:30", "2026-11-20", "007", "1_000", "1e3"})
    void keepsTextsAsTheUserWroteThem(String text) {
        assertThat(section("a: " + text).text("a", "")).isEqualTo(text);
        assertThat(section("a: [" + text + "]").texts("a", List.of())).containsExactly(text);
        assertThat(section("a: { " + text + ": x }").section("a").names()).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a: ~", "a: null"})
    void takesAnEmptyValueForNone(String text) {
        assertThat(section(text).has("a")).isFalse();
        assertThat(section(text).names()).containsExactly("a");
    }

    @Test
    void collectsEveryMistakeWithItsKeyAndARemedy() {
        SettingsFile file = file("footman:\n  a: maybe\n  b: 99\n  c: green\n  d: { e: [1] }\n  mqttt: x\n", Map.of());
        Settings root = file.root();
        root.flag("a", false);
        root.number("b", 0, 1, 9);
        root.choice("c", Colour.class, Colour.RED);
        root.section("d").text("e", "");
        root.section("mqtt").requiredText("url", "Give it");

        assertThatThrownBy(file::finish)
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.mistakes())
                                .allSatisfy(
                                        mistake -> assertThat(mistake.remedy()).isNotBlank())
                                .extracting(Mistake::key)
                                .containsExactlyInAnyOrder(
                                        "footman.a",
                                        "footman.b",
                                        "footman.c",
                                        "footman.d.e",
                                        "footman.mqtt.url",
                                        "footman.mqttt"))
                .hasMessageContaining("Did you mean \"mqtt\"?");
    }

    @Test
    void letsTheEnvironmentWin() {
        Settings root = file(
                        "footman: { mqtt: { url: file }, list: [a] }",
                        Map.of("FOOTMAN_MQTT_URL", "environment", "FOOTMAN_LIST", "b, c,"))
                .root();

        assertThat(root.section("mqtt").text("url", "")).isEqualTo("environment");
        assertThat(root.texts("list", List.of())).containsExactly("b", "c");
    }

    @Test
    void fillsPlaceholdersFromEnvironmentAndFiles() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "from-file\n");
        Settings root = file(
                        "footman: { a: '${NAME}', b: 'x-${MISSING:y}', c: '${file:secret.txt}' }", Map.of("NAME", "v"))
                .root();

        assertThat(root.text("a", "")).isEqualTo("v");
        assertThat(root.text("b", "")).isEqualTo("x-y");
        assertThat(root.requiredSecret("c", "").reveal()).isEqualTo("from-file");
    }

    @Test
    void reportsAMissingVariableOnceAndNamesIt() {
        SettingsFile file = file("footman: { a: '${NOT_SET}' }", Map.of());
        file.root().requiredText("a", "Give it");

        assertThatThrownBy(file::finish)
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.mistakes())
                                .singleElement()
                                .satisfies(
                                        mistake -> assertThat(mistake.problem()).contains("NOT_SET")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"footman: [", "- a", "footman: { a: 1, a: 2 }", "a: !!java.net.URL [\"http://x\"]"})
    void refusesWhatIsNoSafeYamlWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> file(text + "\n# password: very-secret", Map.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("test.yml")
                .hasMessageNotContaining("very-secret");
    }

    @Test
    void neverShowsASecret() {
        Secret secret = section("a: very-secret").requiredSecret("a", "");

        assertThat(secret).hasToString("****").isEqualTo(new Secret("very-secret"));
        assertThat(secret.reveal()).isEqualTo("very-secret");
    }

    @Test
    void doesNotPutAnAddressIntoAMistakeForItMayHoldAToken() {
        Settings section = section("a: 'ftp://token@example.com'");

        assertThat(section.optionalUri("a", List.of("https"))).isEmpty();
        assertThat(section.mistakes()).singleElement().asString().doesNotContain("token");
    }

    private Settings section(String yaml) {
        return file("footman:\n  " + yaml.replace("\n", "\n  "), Map.of()).root();
    }

    private SettingsFile file(String text, Map<String, String> environment) {
        return SettingsFile.parse(text, "test.yml", environment, folder);
    }
}
