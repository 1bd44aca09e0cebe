package io.footman.agent.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.email.EmailType;
import io.footman.agent.destination.influxdb.InfluxType;
import io.footman.agent.destination.mqtt.MqttType;
import io.footman.agent.destination.newrelic.NewRelicType;
import io.footman.agent.destination.scriptlog.ScriptLogType;
import io.footman.agent.destination.signl4.Signl4Type;
import io.footman.agent.destination.slack.SlackType;
import io.footman.agent.destination.teams.TeamsType;
import io.footman.agent.destination.webhook.WebhookType;
import io.footman.agent.route.RulesReader;
import io.footman.model.settings.Settings;
import io.footman.model.settings.SettingsFile;
import io.footman.testkit.TestCertificates;
import io.micronaut.email.javamail.composer.DefaultMessageComposer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages tell people to write into footman.yml must work. */
class DocumentationTest {
    private static final Pattern SNIPPET = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("SLACK_URL", "https://hooks.slack.com/services/T/B/x"),
            Map.entry("TEAMS_URL", "https://example.com/workflows/1?sig=x"),
            Map.entry("SIGNL4_URL", "https://connect.signl4.com/webhook/x"),
            Map.entry("NEW_RELIC_KEY", "eu01xxNRAK"),
            Map.entry("NEW_RELIC_FINANCE_KEY", "eu01xxNRAK-2"),
            Map.entry("INFLUX_TOKEN", "token"),
            Map.entry("MQTT_PASSWORD", "secret"),
            Map.entry("SMTP_PASSWORD", "secret"),
            Map.entry("TICKET_TOKEN", "token"),
            Map.entry("TICKET_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    @TempDir
    private Path folder;

    private final TestParts parts = new TestParts();
    private final List<DestinationType> types = List.of(
            new InfluxType(parts.http),
            new MqttType(parts.templates, parts.meters),
            new NewRelicType(parts.http, parts.templates, parts.meters, parts.clock),
            new ScriptLogType(parts.meters, parts.clock),
            new Signl4Type(parts.http, parts.templates, parts.meters),
            new SlackType(parts.http, parts.templates, parts.meters),
            new TeamsType(parts.http, parts.templates, parts.meters),
            new WebhookType(parts.http, parts.templates, parts.meters, parts.clock),
            new EmailType(parts.templates, parts.meters, parts.clock, parts.alarms, new DefaultMessageComposer()));

    @AfterEach
    void close() {
        parts.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "destinations/influxdb",
                "destinations/mqtt",
                "destinations/newrelic",
                "destinations/script-log",
                "destinations/signl4",
                "destinations/slack",
                "destinations/teams",
                "destinations/webhook",
                "destinations/email",
                "templates"
            })
    void showsConfigurationThatWorks(String page) throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("docs", page + ".md")));
        assertThat(snippet.find()).isTrue();
        do {
            check(page, snippet.group(1));
        } while (snippet.find());
    }

    @Test
    void showsRulesThatWork() throws IOException {
        Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("docs", "rules.md")));
        assertThat(snippet.find()).isTrue();
        do {
            SettingsFile file = SettingsFile.parse(snippet.group(1), "rules", ENVIRONMENT, folder);
            RulesReader.read(file.root(), List.of("ops-slack", "bi-mail", "activity-slack"));
            file.finish();
        } while (snippet.find());
    }

    private void check(String page, String snippet) throws IOException {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        Files.writeString(templates.resolve("reload.handlebars"), "{}");
        Files.writeString(templates.resolve("reload-failed.handlebars"), "{}");
        if (snippet.contains("event-grid.pem")) {
            TestCertificates certificates = TestCertificates.create(Files.createDirectories(folder.resolve("made")));
            Files.copy(certificates.client(), folder.resolve("event-grid.pem"));
            Files.copy(certificates.clientKey(), folder.resolve("event-grid.key"));
        }
        SettingsFile file = SettingsFile.parse(snippet, page, ENVIRONMENT, folder);
        Settings root = file.root();
        root.section("destinations").namedSections().forEach((name, section) -> {
            section.has("opt-in-tag");
            section.has("fallback");
            String type = section.text("type", "");
            assertThat(types)
                    .filteredOn(candidate -> candidate.name().equals(type))
                    .singleElement()
                    .satisfies(found -> found.read(name, section, root).close());
        });
        root.sections("rules").forEach(rule -> rule.names().forEach(rule::has));
        file.finish();
    }
}
