package io.footman.agent.loadscript.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.teams.TeamsWireRules;
import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the call of a load script to a channel of Teams, by the address of a configured destination. */
class TeamsEndpointTest {
    @TempDir
    Path folder;

    private final FakeWebServer teams = FakeWebServer.http();
    private RestFixture agent;

    @BeforeEach
    void start() {
        teams.answers(TeamsWireRules::judge);
        agent = RestFixture.start(
                folder,
                "endpoints: [teamsPostMessage, getMessage]\nteams: { destination: bi-teams }",
                "destinations:\n  bi-teams: { type: teams, url: \"http://127.0.0.1:" + teams.port()
                        + "/workflow\" }\n");
    }

    @AfterEach
    void stop() {
        agent.close();
        teams.close();
    }

    @Test
    void postsACardWithTitleAndText() throws IOException {
        HttpResponse<String> answer = agent.put(
                "/v4/teamspostmessage?wait=20",
                "{\"title\":\"Nightly load\",\"msg\":\"First line\\nSecond \\\"line\\\"\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode echo = json(answer.body());
        assertThat(echo.path("title").asText()).isEqualTo("Nightly load");
        assertThat(echo.path("msg").asText()).isEqualTo("First line\nSecond \"line\"");
        assertThat(echo.path("state").asText()).isEqualTo("delivered");
        assertThat(teams.last().path()).isEqualTo("/workflow");
        JsonNode blocks = json(teams.last().body()).at("/attachments/0/content/body");
        assertThat(blocks.at("/0/text").asText()).isEqualTo("Nightly load");
        assertThat(blocks.at("/0/weight").asText()).isEqualTo("Bolder");
        assertThat(blocks.at("/1/text").asText()).isEqualTo("First line\n\nSecond \"line\"");
    }

    @Test
    void theTitleMayBeLeftOut() throws IOException {
        HttpResponse<String> answer = agent.put("/v4/teamspostmessage?wait=20", "{\"msg\":\"Done\",\"title\":\"\"}");

        assertThat(json(answer.body()).has("title")).isFalse();
        assertThat(json(teams.last().body()).at("/attachments/0/content/body")).hasSize(1);
    }

    @Test
    void refusesWhatTeamsWouldRefuse() {
        HttpResponse<String> large = agent.put("/v4/teamspostmessage", "{\"msg\":\"" + "\u00fc".repeat(14_000) + "\"}");
        HttpResponse<String> empty = agent.put("/v4/teamspostmessage", "{\"title\":\"x\"}");

        assertThat(large.statusCode()).isEqualTo(400);
        assertThat(large.body()).contains("title and msg make a message of 28").contains("Teams takes 27648");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("body must have required property 'msg'");
        assertThat(teams.received()).isEmpty();
    }

    @Test
    void tellsWhyAMessageWillNeverArrive() {
        teams.answers(Answer.of(401, "signature expired"));

        HttpResponse<String> answer = agent.put("/v4/teamspostmessage?wait=20", "{\"msg\":\"Done\"}");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("Failed sending Teams message: auth (HTTP 401: signature expired)");
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }
}
