package io.footman.agent.destination.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.ButlerVariables;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.SenseAlerts;
import io.footman.agent.destination.TestParts;
import io.footman.agent.model.EventKind;
import io.footman.model.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Teams templates that use all that Butler documents give the same text (Butler alerts §5, §7). */
class ButlerTeamsTest {
    @TempDir
    private Path folder;

    private FakeWebServer server;
    private TestParts parts;

    @BeforeEach
    void open() {
        parts = new TestParts();
        server = FakeWebServer.http();
        server.answers(TeamsWireRules::judge);
    }

    @AfterEach
    void close() {
        server.close();
        parts.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reload-task-failed", "reload-task-aborted"})
    void rendersEveryVariable(String kind) throws IOException {
        Map<String, String> pieces = new LinkedHashMap<>(ButlerVariables.reload("INTERNAL/sa_scheduler"));
        pieces.put(
                "```{{{scriptLogHead}}}```",
                "```2026-11-20 08:13:00 Execution started.\n" + "2026-11-20 08:13:01 LIB CONNECT TO [Sales (lab)]```");
        pieces.put(
                "{{executionDetailsConcatenated}}",
                "2026-11-20T08:13:00.000Z\tChanging task state to Started\n"
                        + "2026-11-20T08:15:30.000Z\tTask finished with state FinishedFail\n");
        Files.writeString(folder.resolve("chat.handlebars"), template(new ArrayList<>(pieces.keySet())));
        send(kind);
        List<String> texts = new ArrayList<>();
        JsonNode message = new ObjectMapper().readTree(server.last().body());
        message.at("/attachments/0/content/body")
                .forEach(block -> texts.add(block.path("text").asText()));
        assertThat(texts).containsExactlyElementsOf(pieces.values());
    }

    private static String template(List<String> pieces) {
        List<String> blocks = pieces.stream()
                .map(piece -> "{ \"type\": \"TextBlock\", \"text\": \"" + piece + "\" }")
                .toList();
        return "{ \"type\": \"message\", \"attachments\": [ {"
                + " \"contentType\": \"application/vnd.microsoft.card.adaptive\", \"content\": {"
                + " \"type\": \"AdaptiveCard\", \"version\": \"1.4\", \"body\": [" + String.join(",\n", blocks)
                + "] } } ] }";
    }

    private void send(String kind) {
        Settings root = Settings.of(
                "footman", ButlerVariables.root(Map.of("templates", Map.of("directory", folder.toString()))));
        Settings section = Settings.of(
                "footman.destinations.chat",
                Map.of(
                        "url",
                        "http://localhost:" + server.port() + "/chat",
                        "script-log",
                        Map.of("head", 2, "tail", 1),
                        "template",
                        "chat"));
        TeamsType type = new TeamsType(parts.http, parts.templates, parts.meters);
        try (Destination destination = type.read("chat", section, root)) {
            SendResult result = destination.send(SenseAlerts.known(new EventKind(kind)));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Delivered.class,
                            delivered -> assertThat(delivered.detail()).doesNotContain("default template"));
        }
    }
}
