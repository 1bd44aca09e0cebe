package io.footman.agent.destination.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.HttpDestinationContractTest;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamsDestinationTest extends HttpDestinationContractTest {
    @Override
    protected DestinationType type() {
        return new TeamsType(parts.http, parts.templates, parts.meters);
    }

    @Override
    protected String path() {
        return "/workflows/abc/triggers/manual/paths/invoke?api-version=2016-06-01&sig=" + TOKEN;
    }

    @Override
    protected void receiverAccepts() {
        server.answers(TeamsWireRules::judge);
    }

    @Override
    protected String lastMessage() {
        StringBuilder texts = new StringBuilder();
        everyText(lastJson(), text -> texts.append(text).append('\n'));
        return texts.toString();
    }

    private static void everyText(JsonNode node, Consumer<String> consumer) {
        if (node.isTextual()) {
            consumer.accept(node.textValue());
        }
        node.forEach(child -> everyText(child, consumer));
    }

    private JsonNode lastJson() {
        try {
            return new ObjectMapper().readTree(server.last().body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app-reload-failed",
                "app-reload-succeeded",
                "app-reload-canceled",
                "reload-task-failed",
                "com.qlik.app.published"
            })
    void hasALayoutForEveryEventKind(String kind) {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            SendResult result = send(destination, Alerts.failedReload().kind(new EventKind(kind)));
            assertThat(result).as(result.toString()).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastMessage()).contains("Sales");
        }
    }

    @Test
    void showsWhatIsKnownAboutAFailedReload() {
        receiverAccepts();
        try (Destination destination = open(Map.of("script-log", Map.of("head", 2, "tail", 3)))) {
            send(destination, Alerts.failedReload());
            assertThat(lastMessage())
                    .contains("Qlik Cloud app reload failed: \"Sales\"")
                    .contains("[Sales](https://acme.eu.qlikcloud.com/sense/app/b1b2c3)")
                    .contains("Table not found")
                    .contains("Göran Sander")
                    .contains("0:02:31")
                    .contains("line 1\n\n2026-11-20 line 2")
                    .contains("line 28", "line 30")
                    .doesNotContain("line 27");
        }
    }

    @Test
    void keepsToTwentyEightKilobytesWhateverTheLanguage() {
        receiverAccepts();
        try (Destination destination = open(Map.of("script-log", Map.of("head", 1000, "tail", 1000)))) {
            SendResult result = send(destination, Alerts.failedReload().scriptLog(1000, "日本語の行 \"x\""));
            assertThat(result).isInstanceOf(SendResult.Delivered.class);
            assertThat(server.last().body().getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(8 * 1024, 28 * 1024);
            assertThat(lastMessage())
                    .contains("----Script log cut by Footman----")
                    .contains("Table not found", "The following error occurred:");
        }
    }

    @Test
    void sendsOneLineInBasicMode() {
        receiverAccepts();
        try (Destination destination = open(Map.of("mode", "basic", "message", "Oh no: {{appName}}"))) {
            send(destination, Alerts.failedReload().gaps("The owner is unknown."));
            assertThat(lastMessage())
                    .contains("Oh no: Sales", "The owner is unknown.")
                    .doesNotContain("line 1");
        }
    }

    @Test
    void rendersAButlerTemplate() throws IOException {
        receiverAccepts();
        Files.writeString(folder.resolve("butler.handlebars"), """
                { "type": "message", "attachments": [ {
                    "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null,
                    "content": { "type": "AdaptiveCard", "version": "1.3", "body": [
                      { "type": "TextBlock", "text": "{{appName}} & {{{appOwnerName}}}" },
                      { "type": "TextBlock", "fontType": "Monospace", "text": "{{scriptLogTail}}" } ] } } ] }
                """);
        Map<String, Object> settings = Map.of("template", "butler", "script-log", Map.of("head", 0, "tail", 2));
        try (Destination destination = open(settings)) {
            SendResult result = send(
                    destination,
                    Alerts.failedReload().variable("appName", "A&B").scriptLog("first\nC:\\data\t\"x\"\nlast"));
            assertThat(result).isEqualTo(new SendResult.Delivered("HTTP 202"));
            assertThat(lastJson().at("/attachments/0/content/body/0/text").asText())
                    .isEqualTo("A&amp;B & Göran Sander");
            assertThat(lastJson().at("/attachments/0/content/body/1/text").asText())
                    .isEqualTo("C:\\data\t\"x\"\nlast");
        }
    }

    @Test
    void wrapsABareCardAndAddsNotesToIt() throws IOException {
        receiverAccepts();
        Files.writeString(
                folder.resolve("bare.hbs"),
                "{\"type\":\"AdaptiveCard\",\"version\":\"1.4\",\"body\":[{\"type\":\"TextBlock\",\"text\":\"{{appName}}\"}]}");
        try (Destination destination = open(Map.of("template", "bare.hbs"))) {
            SendResult result = send(destination, Alerts.failedReload().heldBack(1));
            assertThat(result).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastMessage()).contains("Sales", "1 earlier message like this was held back");
        }
    }
}
