package io.footman.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.footman.agent.corridor.Agent;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about a configuration as a whole. */
class AgentConfigurationTest {
    private static final String GOOD = """
            footman:
              mqtt: { url: "mqtt://127.0.0.1:1" }
              destinations:
                ops-slack: { type: slack, url: "http://127.0.0.1:1/services/T/B/x", fallback: dev-slack }
                dev-slack: { type: slack, url: "http://127.0.0.1:1/services/T/B/y" }
              rules:
                - { events: [app-reload-failed], to: [ops-slack] }
            """;

    @TempDir
    Path folder;

    @Test
    void acceptsTheShippedFileAsItIs() {
        SettingsFile shipped = SettingsFile.load(Path.of("src/main/distribution/footman.yml"), Map.of());
        try (Agent agent = Agent.open(shipped)) {
            assertThat(agent.settings().destinations()).hasSize(1);
            assertThat(agent.settings().rules()).hasSize(1);
        }
    }

    @Test
    void opensNeitherJournalNorPortToJudge() {
        try (Agent agent = Agent.open(parse(GOOD))) {
            assertThat(agent.settings().warnings()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void warnsOfADestinationThatNothingLeadsTo() {
        try (Agent agent = Agent.open(parse(GOOD.replace(", fallback: dev-slack", "")))) {
            assertThat(agent.settings().warnings())
                    .containsExactly("footman.destinations.dev-slack: no rule and no fallback leads here");
        }
    }

    @Test
    void needsNoRulesToServeLoadScripts() {
        try (Agent agent = Agent.open(parse("footman: { rest: { endpoints: [butlerping] } }"))) {
            assertThat(agent.settings().warnings()).noneMatch(warning -> warning.contains("rules"));
        }
    }

    @Test
    void warnsWhenNobodyIsToldOfEventsBesideLoadScripts() {
        try (Agent agent = Agent.open(
                parse("footman: { mqtt: { url: 'mqtt://127.0.0.1:1' }, rest: { endpoints: [butlerping] } }"))) {
            assertThat(agent.settings().warnings())
                    .contains("footman.rules is missing: nobody is told of the events that come in");
        }
    }

    /** {@code ~} stands for a line end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: [ops-slack] | to: [ops-slak] | footman.rules[0].to | Did you mean \"ops-slack\"?",
                "to: [ops-slack] | too: [x], to: [ops-slack] | footman.rules[0].too | Did you mean \"to\"?",
                "app-reload-failed | app-reload-faild | footman.rules[0].events | Did you mean \"app-reload-failed\"?",
                "app-reload-failed | 'user-*-x' | footman.rules[0].events | Qlik's own type names",
                "fallback: dev-slack | fallback: nobody | footman.destinations.ops-slack.fallback | dev-slack",
                "fallback: dev-slack | fallback: ops-slack | footman.destinations.ops-slack.fallback | have none",
                "type: slack, | type: slak, | footman.destinations.ops-slack.type | Did you mean \"slack\"?",
                "type: slack, | type: slack, concurrency: 0, | footman.destinations.ops-slack.concurrency | 1 to 64",
                "rules: | 'delivery: { first-wait: soon }~  rules:' | footman.delivery.first-wait | 500ms",
                "rules: | 'server: { port: 70000 }~  rules:' | footman.server.port | 65535",
                "rules: | rulez: # | footman.rulez | Did you mean \"rules\"?",
                "rules: | rulez: # | footman.rules | to:",
                "'mqtt:' | '# mqtt:' | footman.mqtt.url | mqtts://",
            })
    void namesKeyAndRemedyOfAMistake(String right, String wrong, String key, String remedy) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> Agent.open(parse(GOOD.replaceFirst(Pattern.quote(right), wrong.replace("~", "\n")))))
                .satisfies(e -> assertThat(e.mistakes())
                        .filteredOn(mistake -> mistake.key().equals(key))
                        .extracting(Mistake::remedy)
                        .first()
                        .asString()
                        .contains(remedy));
    }

    @Test
    void tellsAllMistakesAtOnce() {
        String bad = """
                footman:
                  mqtt: { url: "http://broker" }
                  destinations:
                    a: { type: slack, url: "http://127.0.0.1:1/T/B/x", fallback: b }
                    b: { type: slack, url: "http://127.0.0.1:1/T/B/x", fallback: a }
                  rules:
                    - { name: one, events: [app-reload-failed], to: [a], when: { tagg: x } }
                    - { name: one, events: [], to: [c] }
                """;
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> Agent.open(parse(bad)))
                .satisfies(e -> assertThat(e.mistakes())
                        .extracting(Mistake::key)
                        .containsAll(List.of(
                                "footman.mqtt.url",
                                "footman.destinations.a.fallback",
                                "footman.destinations.b.fallback",
                                "footman.rules[0].when.tagg",
                                "footman.rules[1].name",
                                "footman.rules[1].events",
                                "footman.rules[1].to")));
    }

    private SettingsFile parse(String text) {
        return SettingsFile.parse(text, "footman.yml", Map.of(), folder);
    }
}
