package io.footman.agent.loadscript.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.slack.SlackWireRules;
import io.footman.agent.journal.Journal;
import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the call of a load script to Slack's webhook, whatever happens on the way. */
class SlackEndpointTest {
    private static final String BODY =
            "{\"channel\":\"#sales\",\"from_user\":\"Nightly load\",\"msg\":\"Done: 5 < 7 & *all* well\",\"emoji\":\":ok:\"}";

    @TempDir
    Path folder;

    private final FakeWebServer slack = FakeWebServer.http();
    private RestFixture agent;

    @BeforeEach
    void start() {
        slack.answers(SlackWireRules::judge);
        agent = agent();
    }

    @AfterEach
    void stop() {
        agent.close();
        slack.close();
    }

    @Test
    void echoesTheMessageAndPostsItAsButlerDoes() throws IOException {
        HttpResponse<String> answer = agent.put("/v4/slackpostmessage?wait=20", BODY);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        JsonNode echo = json(answer.body());
        assertThat(echo.path("channel").asText()).isEqualTo("#sales");
        assertThat(echo.path("from_user").asText()).isEqualTo("Nightly load");
        assertThat(echo.path("msg").asText()).isEqualTo("Done: 5 < 7 & *all* well");
        assertThat(echo.path("emoji").asText()).isEqualTo(":ok:");
        assertThat(echo.path("state").asText()).isEqualTo("delivered");
        assertThat(answer.headers().firstValue("location"))
                .hasValue("/v4/messages/" + echo.path("id").asText());
        assertThat(slack.received()).hasSize(1);
        assertThat(json(slack.last().body()))
                .isEqualTo(
                        json(
                                "{\"username\":\"Nightly load\",\"channel\":\"#sales\",\"icon_emoji\":\":ok:\",\"blocks\":"
                                        + "[{\"type\":\"section\",\"text\":{\"type\":\"plain_text\",\"text\":\"Done: 5 < 7 & *all* well\"}}]}"));
    }

    @Test
    void answersBeforeASlowSlackDoes() {
        slack.answers(request -> {
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            return Answer.of(200, "ok");
        });

        HttpResponse<String> answer = agent.put("/v4/slackpostmessage", BODY);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"state\":\"accepted\"");
        awaitState(answer, "delivered");
    }

    @Test
    void aDeadSlackLosesNothing() {
        slack.answers(Answer.of(503, "service_unavailable"));
        HttpResponse<String> waited = agent.put("/v4/slackpostmessage?wait=1", BODY);

        assertThat(waited.statusCode()).isEqualTo(201);
        assertThat(waited.body()).contains("\"state\":\"accepted\"");
        assertThat(agent.get(location(waited)).body())
                .contains("\"state\":\"accepted\"", "\"reason\":\"server-error\"", "HTTP 503");

        slack.answers(SlackWireRules::judge);
        awaitState(waited, "delivered");
    }

    @Test
    void tellsWhyARefusedMessageWillNeverArrive() {
        slack.answers(Answer.of(404, "channel_not_found"));

        HttpResponse<String> answer = agent.put("/v4/slackpostmessage?wait=20", BODY);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .startsWith("{\"statusCode\":502,\"error\":\"Bad Gateway\",\"message\":\"Failed sending Slack message:"
                        + " client-error (HTTP 404: channel_not_found. The channel was removed or renamed)")
                .doesNotContain("hooks-secret");
    }

    @Test
    void aRepeatedCallWithItsKeyIsOneMessage() {
        HttpResponse<String> first = keyed(BODY, "load-7");
        HttpResponse<String> second = keyed(BODY, "load-7");
        HttpResponse<String> third = keyed(BODY, "load-8");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(location(second)).isEqualTo(location(first));
        assertThat(location(third)).isNotEqualTo(location(first));
        awaitState(third, "delivered");
        awaitState(first, "delivered");
        assertThat(slack.received()).hasSize(2);
    }

    @Test
    void aKeyBelongsToOneMessage() {
        keyed(BODY, "load-7");

        HttpResponse<String> other = keyed(BODY.replace("Done", "Failed"), "load-7");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("Idempotency-Key was used for another message");
    }

    @Test
    void aRepeatedCallLearnsThatTheFirstHasFailed() {
        slack.answers(Answer.of(404, "channel_not_found"));
        awaitState(keyed(BODY, "load-7"), "failed");

        HttpResponse<String> again = keyed(BODY, "load-7");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).contains("\"state\":\"failed\"");
        assertThat(slack.received()).hasSize(1);
    }

    @Test
    void withoutAKeyEachCallIsAMessage() {
        awaitState(agent.put("/v4/slackpostmessage", BODY), "delivered");
        awaitState(agent.put("/v4/slackpostmessage", BODY), "delivered");

        assertThat(slack.received()).hasSize(2);
    }

    @Test
    void aMessageSurvivesARestart() {
        slack.answers(Answer.of(503, "away"));
        HttpResponse<String> answer = agent.put("/v4/slackpostmessage", BODY);
        agent.close();
        slack.answers(SlackWireRules::judge);

        agent = agent();

        awaitState(answer, "delivered");
    }

    @Test
    void emojiMayBeLeftOutAndMayBeEmpty() throws IOException {
        HttpResponse<String> answer = agent.put(
                "/v4/slackpostmessage?wait=20", "{\"channel\":\"@ada\",\"from_user\":\"x\",\"msg\":12,\"emoji\":\"\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode sent = json(slack.last().body());
        assertThat(sent.has("icon_emoji")).isFalse();
        assertThat(sent.path("channel").asText()).isEqualTo("@ada");
        assertThat(sent.at("/blocks/0/text/text").asText()).isEqualTo("12");
    }

    @Test
    void emptySenderAndChannelAreLeftToTheWebhook() throws IOException {
        HttpResponse<String> answer =
                agent.put("/v4/slackpostmessage?wait=20", "{\"channel\":\"\",\"from_user\":\"\",\"msg\":\"m\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).startsWith("{\"channel\":\"\",\"from_user\":\"\",\"msg\":\"m\",\"id\"");
        assertThat(json(slack.last().body()).has("username")).isFalse();
        assertThat(json(slack.last().body()).has("channel")).isFalse();
    }

    @Test
    void acceptsNothingWhileTheJournalCannotStore() {
        agent.agent().part(Journal.class).close();

        HttpResponse<String> answer = agent.put("/v4/slackpostmessage", BODY);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("The message was not accepted");
    }

    @Test
    void aLongTextIsToldInSeveralBlocks() throws IOException {
        String text = ("line of text 😀\n").repeat(400);

        HttpResponse<String> answer = agent.put(
                "/v4/slackpostmessage?wait=20",
                "{\"channel\":\"#c\",\"from_user\":\"x\",\"msg\":\"" + text.replace("\n", "\\n") + "\"}");

        assertThat(answer.body()).contains("\"state\":\"delivered\"");
        StringBuilder told = new StringBuilder();
        json(slack.last().body())
                .path("blocks")
                .forEach(block -> told.append(block.at("/text/text").asText()));
        assertThat(told).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"from_user\":\"x\",\"msg\":\"m\"} | body must have required property 'channel'",
                "{\"channel\":\"#c\",\"msg\":\"m\"} | body must have required property 'from_user'",
                "{\"channel\":\"#c\",\"from_user\":\"x\"} | body must have required property 'msg'",
                "{\"channel\":\"#c\",\"from_user\":\"x\",\"msg\":\" \"} | body/msg must not be empty",
                "{\"channel\":\"#c\",\"from_user\":\"x\",\"msg\":{}} | body/msg must be string",
                "[] | body must be object"
            })
    void namesTheFieldThatIsWrong(String body, String message) {
        HttpResponse<String> answer = agent.put("/v4/slackpostmessage", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"FST_ERR_VALIDATION\"", message);
        assertThat(slack.received()).isEmpty();
    }

    @Test
    void namesTheLimitOfATextThatIsTooLong() {
        HttpResponse<String> answer = agent.put(
                "/v4/slackpostmessage",
                "{\"channel\":\"#c\",\"from_user\":\"x\",\"msg\":\"" + "m".repeat(40_001) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("msg has 40001 characters; Slack takes 40000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "61", "soon"})
    void namesTheLimitsOfTheWait(String wait) {
        HttpResponse<String> answer = agent.put("/v4/slackpostmessage?wait=" + wait, BODY);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("querystring/wait must be");
        assertThat(slack.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slack", "/slackPostMessage", "/v2/slackPostMessage"})
    void theFirstButlersAddressesWork(String path) throws IOException {
        HttpResponse<String> answer = agent.get(
                path + "?channel=%23general&from_user=Ada&msg=Gr%C3%BC%C3%9Fe%20%26%20more&emoji=:tada:&wait=20");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines()).as("loaded as a one-line table").hasSize(1);
        assertThat(json(answer.body()).path("msg").asText()).isEqualTo("Grüße & more");
        JsonNode sent = json(slack.last().body());
        assertThat(sent.path("channel").asText()).isEqualTo("#general");
        assertThat(sent.path("username").asText()).isEqualTo("Ada");
        assertThat(sent.at("/blocks/0/text/text").asText()).isEqualTo("Grüße & more");
    }

    @Test
    void theFirstButlersAddressNeedsNoSender() throws IOException {
        agent.get("/slack?channel=%23general&msg=Hello%20world&wait=20");

        assertThat(json(slack.last().body()).has("username")).isFalse();
    }

    @Test
    void knowsNoMessageThatWasNeverSent() {
        assertThat(agent.get("/v4/messages/0123456789abcdef").statusCode()).isEqualTo(404);
        assertThat(agent.get("/v4/messages/0123456789abcdef?wait=1").statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> keyed(String body, String key) {
        return agent.send(agent.request("/v4/slackpostmessage")
                .header("Idempotency-Key", key)
                .PUT(BodyPublishers.ofString(body)));
    }

    private void awaitState(HttpResponse<String> answer, String state) {
        assertThat(agent.get(location(answer) + "?wait=20").body()).contains("\"state\":\"" + state + "\"");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElseThrow();
    }

    private RestFixture agent() {
        return RestFixture.start(
                folder,
                "endpoints: [slackPostMessage, classicSlack, getMessage]\nslack: { url: \"http://127.0.0.1:"
                        + slack.port() + "/services/hooks-secret\" }",
                "delivery: { first-wait: 100ms, longest-wait: 200ms }\n");
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }
}
