package io.footman.agent.destination.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.ButlerVariables;
import io.footman.agent.destination.SenseAlerts;
import io.footman.agent.destination.TestParts;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.model.EventKind;
import io.footman.model.settings.Settings;
import io.micronaut.email.javamail.composer.DefaultMessageComposer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail templates that use all that Butler documents give the same text (Butler alerts §5). */
class ButlerMailTest {
    @TempDir
    private Path folder;

    private final TestParts parts = new TestParts();

    @AfterEach
    void close() {
        parts.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reload-task-failed", "reload-task-aborted", "reload-task-succeeded"})
    void rendersEveryVariableOfAReload(String kind) throws IOException {
        Map<String, String> pieces = ButlerVariables.reload("INTERNAL\\sa_scheduler");
        String template = "<ul>\n{{#if taskName}}\n"
                + String.join(
                        "",
                        pieces.keySet().stream()
                                .map(piece -> "<li>" + piece + "</li>\n")
                                .toList())
                + "{{/if}}\n<pre>{{scriptLogHead}}</pre>{{> sign-off}}\n</ul>\n";
        String expected = "<ul>\n"
                + String.join(
                        "",
                        pieces.values().stream()
                                .map(piece -> "<li>" + piece + "</li>\n")
                                .toList())
                + "<pre>2026-11-20 08:13:00 Execution started.\r\n2026-11-20 08:13:01 LIB CONNECT TO [Sales (lab)]</pre>"
                + "Yours, QMC of https://sense.example.com/qmc\n</ul>\n";
        Files.createDirectories(folder.resolve("partials"));
        Files.writeString(folder.resolve("partials/sign-off.handlebars"), "Yours, QMC of {{qlikSenseQMC}}");
        assertThat(render(template, SenseAlerts.known(new EventKind(kind)))).isEqualTo(expected);
    }

    @Test
    void rendersTheTimesOfADistributionInTheirParts() throws IOException {
        Map<String, Object> start =
                Map.of("year", 2026, "month", 11, "day", 20, "hour", 8, "minute", 13, "second", 0, "millisecond", 7);
        String template =
                "{{#with executionStartTime}}{{year}}-{{month}}-{{day}} {{hour}}:{{minute}}:{{second}}.{{millisecond}}"
                        + "{{/with}} {{butlerVersion}} {{executionDetailsConcatenated}}";
        assertThat(render(
                        template,
                        SenseAlerts.known(new EventKind("distribute-failed"), Map.of("executionStartTime", start))))
                .startsWith("2026-11-20 8:13:0.7 Footman")
                .endsWith("2026-11-20T08:13:00.000Z\tChanging task state to Started\n"
                        + "2026-11-20T08:15:30.000Z\tTask finished with state FinishedFail\n");
    }

    @Test
    void rendersTheRecipientsOfAPreload() throws IOException {
        assertThat(render(
                        "{{emailRecipients.taskSpecific}} {{#each emailRecipients.common}}{{this}} {{/each}}",
                        SenseAlerts.known(new EventKind("preload-task-failed"))))
                .isEqualTo("BI bi@example.com ops@example.com ");
    }

    private String render(String template, Alert alert) throws IOException {
        Files.writeString(folder.resolve("mail.handlebars"), template);
        Settings root = Settings.of(
                "footman",
                ButlerVariables.root(Map.of(
                        "templates", Map.of("directory", folder.toString()),
                        "mail", Map.of("host", "localhost", "from", "f@example.com"))));
        Settings section = Settings.of(
                "footman.destinations.mail",
                Map.of(
                        "to",
                        List.of("bi@example.com", "ops@example.com"),
                        "recipients-from-custom-property",
                        "Team",
                        "script-log",
                        Map.of("head", 2, "tail", 1),
                        "template",
                        "mail"));
        EmailType type =
                new EmailType(parts.templates, parts.meters, parts.clock, parts.alarms, new DefaultMessageComposer());
        try (EmailDestination destination = type.read("mail", section, root)) {
            Composed<String> composed = destination.html(alert);
            assertThat(composed.problem()).isEmpty();
            return composed.message();
        }
    }
}
