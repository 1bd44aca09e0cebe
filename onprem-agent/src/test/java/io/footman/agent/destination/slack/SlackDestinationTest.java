package io.footman.agent.destination.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.HttpDestinationContractTest;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackDestinationTest extends HttpDestinationContractTest {
    @Override
    protected DestinationType type() {
        return new SlackType(parts.http, parts.templates, parts.meters);
    }

    @Override
    protected String path() {
        return "/services/T000/B000/" + TOKEN;
    }

    @Override
    protected void receiverAccepts() {
        server.answers(SlackWireRules::judge);
    }

    @Override
    protected String lastMessage() {
        StringBuilder texts = new StringBuilder();
        lastJson()
                .findParents("text")
                .forEach(parent -> texts.append(parent.path("text").asText()).append('\n'));
        lastJson()
                .findValues("text")
                .forEach(value -> texts.append(value.path("text").asText()).append('\n'));
        return texts.toString().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
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
                    .contains("<https://acme.eu.qlikcloud.com/sense/app/b1b2c3|Sales>")
                    .contains("Table not found")
                    .contains("Göran Sander")
                    .contains("0:02:31")
                    .contains("line 2", "line 28", "line 30")
                    .doesNotContain("line 3\n", "line 27");
        }
    }

    @Test
    void sendsWithoutWhatIsNotKnown() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            SendResult result =
                    send(destination, Alerts.failedReload().withoutScriptLog().variable("appOwnerName", ""));
            assertThat(result).isInstanceOf(SendResult.Delivered.class);
            assertThat(lastMessage()).doesNotContain("Script log", "App owner");
        }
    }

    @Test
    void writesAddressesOfButtonsAsTheyAre() {
        receiverAccepts();
        String url = "https://acme.example.com/console?a=1&b=<2>";
        try (Destination destination = open(Map.of())) {
            send(destination, Alerts.failedReload().variable("qlikSenseQMC", url));
            assertThat(lastJson().findValuesAsText("url")).contains(url);
        }
    }

    @Test
    void sendsOneLineInBasicMode() {
        receiverAccepts();
        Map<String, Object> settings = Map.of(
                "mode",
                "basic",
                "message",
                "Oh no: {{appName}}",
                "channel",
                "bi",
                "username",
                "Qlik",
                "icon-emoji",
                ":ghost:");
        try (Destination destination = open(settings)) {
            send(destination, Alerts.failedReload().variable("appName", "A & B"));
            JsonNode json = lastJson();
            assertThat(json.at("/blocks/0/text/text").asText()).isEqualTo("Oh no: A &amp; B");
            assertThat(json.path("channel").asText()).isEqualTo("bi");
            assertThat(json.path("username").asText()).isEqualTo("Qlik");
            assertThat(json.path("icon_emoji").asText()).isEqualTo(":ghost:");
        }
    }

    @Test
    void rendersAButlerTemplate() throws IOException {
        receiverAccepts();
        Files.writeString(folder.resolve("butler.handlebars"), """
                { "blocks": [
                  { "type": "section", "text": { "type": "mrkdwn",
                    "text": "{{appName}} of {{{appOwnerName}}}: {{#if (eq errorCode 'EngineReloadScriptError')}}script{{/if}}" } },
                  { "type": "section", "text": { "type": "mrkdwn", "text": "```{{{scriptLogTail}}}```" } },
                  { "type": "section", "text": { "type": "mrkdwn", "text": "```{{scriptLogHead}}```" } }
                ] }
                """);
        Map<String, Object> settings = Map.of("template", "butler", "script-log", Map.of("head", 2, "tail", 2));
        try (Destination destination = open(settings)) {
            SendResult result = send(
                    destination,
                    Alerts.failedReload()
                            .variable("appOwnerName", "Göran \"GS\" Sander")
                            .scriptLog("first \"a\"\nsecond C:\\temp\tx\nthird\nlast <1>"));
            assertThat(result).isEqualTo(new SendResult.Delivered("HTTP 200"));
            assertThat(lastJson().at("/blocks/0/text/text").asText()).isEqualTo("Sales of Göran \"GS\" Sander: script");
            assertThat(lastJson().at("/blocks/1/text/text").asText()).isEqualTo("```third\nlast <1>```");
            assertThat(lastJson().at("/blocks/2/text/text").asText())
                    .isEqualTo("```first \"a\"\nsecond C:\\temp\tx```");
        }
    }

    @Test
    void addsNotesToATemplateThatDoesNotShowThem() throws IOException {
        receiverAccepts();
        Files.writeString(folder.resolve("short.hbs"), "{\"text\": \"{{appName}} failed\"}");
        try (Destination destination = open(Map.of("template", "short.hbs"))) {
            send(destination, Alerts.failedReload().gaps("The owner <is> unknown."));
            assertThat(lastJson().at("/blocks/0/elements/0/text").asText()).isEqualTo("The owner &lt;is&gt; unknown.");
        }
    }

    @Test
    void sendsTheDefaultWhenSlackRefusesWhatATemplateGives() throws IOException {
        receiverAccepts();
        Files.writeString(
                folder.resolve("odd.hbs"), "{\"blocks\": [ {\"type\": \"unheard-of\", \"text\": \"{{appName}}\"} ]}");
        try (Destination destination = open(Map.of("template", "odd.hbs"))) {
            SendResult result = send(destination, Alerts.failedReload());
            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Delivered.class,
                            delivered -> assertThat(delivered.detail())
                                    .contains("Slack refused")
                                    .contains("invalid_blocks"));
            assertThat(lastMessage()).contains("Sales", "Slack refused");
        }
    }

    @Test
    void cutsTheStartOfTheTailAndTheEndOfTheHead() {
        receiverAccepts();
        try (Destination destination = open(Map.of("script-log", Map.of("head", 1, "tail", 1)))) {
            send(destination, Alerts.failedReload().scriptLog("FIRST" + "<".repeat(5_000) + "LAST"));
            assertThat(lastMessage())
                    .contains("```FIRST<<<")
                    .contains("----Script log cut by Footman----")
                    .contains("<<<LAST```");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, no_service, CLIENT_ERROR, create a new one",
        "410, channel_is_archived, CLIENT_ERROR, unarchive it",
        "403, action_prohibited, AUTH, forbids",
        "403, invalid_token, AUTH, copy it again"
    })
    void saysWhatToDoAboutSlacksRefusals(int status, String body, FailureReason reason, String remedy) {
        server.answers(Answer.of(status, body));
        try (Destination destination = open(Map.of())) {
            SendResult result = send(destination, Alerts.failedReload());
            assertPermanent(result, reason);
            assertThat(result.toString()).contains(body).contains(remedy);
        }
    }

    @Test
    void triesAgainWhenAProxyAnswersInsteadOfSlack() {
        server.answers(Answer.of(200, "<html>Please log in</html>"));
        try (Destination destination = open(Map.of())) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.SERVER_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "OK", "", "{\"ok\": true}", "{\"success\":true}"})
    void takesTheOkOfSlackAndOfCompatibleServers(String body) {
        server.answers(Answer.of(200, body));
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, Alerts.failedReload())).isInstanceOf(SendResult.Delivered.class);
        }
    }
}
