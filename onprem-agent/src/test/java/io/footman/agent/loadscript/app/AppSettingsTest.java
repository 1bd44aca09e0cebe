package io.footman.agent.loadscript.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.agent.corridor.Agent;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section as the agent judges it. */
class AppSettingsTest {
    private static final String SITE =
            "  qlik-sense: { repository: \"https://sense.example.com\", certificates: certs }\n";

    @TempDir
    Path folder;

    @BeforeEach
    void exportCertificates() {
        FakeCertificates.create(folder.resolve("certs"));
    }

    @ParameterizedTest
    @CsvSource({"senseListApps", "senseAppDump", "senseAppReload"})
    void needsASite(String endpoint) {
        assertThatThrownBy(() -> open("  rest: { port: 0, endpoints: [" + endpoint + "] }\n"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.qlik-sense.repository")
                .hasMessageContaining(endpoint);
    }

    @ParameterizedTest
    @CsvSource({"reloads-at-once, 0", "reloads-at-once, 201", "longest-reload, 0s"})
    void tellsMistakesWithTheirKey(String key, String value) {
        assertThatThrownBy(() -> open("  rest: { port: 0, endpoints: [senseAppReload], apps: { " + key + ": " + value
                        + " } }\n" + SITE))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.rest.apps." + key);
    }

    @Test
    void warnsThatNoTaskMayFollowAReload() {
        try (Agent agent = open("  rest: { port: 0, endpoints: [senseAppReload] }\n" + SITE)) {
            assertThat(agent.settings().warnings())
                    .anySatisfy(warning -> assertThat(warning).contains("footman.start-tasks.allow is missing"));
        }
        try (Agent agent = open("  rest: { port: 0, endpoints: [senseAppReload] }\n" + SITE
                + "  start-tasks: { allow: { tags: [Startable] } }\n")) {
            assertThat(agent.settings().warnings()).noneMatch(warning -> warning.contains("start-tasks"));
        }
    }

    private Agent open(String sections) {
        return Agent.open(SettingsFile.parse(
                "footman:\n  server: { port: 0 }\n  journal: { file: journal.db }\n" + sections,
                "footman.yml",
                Map.of(),
                folder));
    }
}
