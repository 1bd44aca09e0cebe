package io.footman.agent.loadscript.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the call of a load script to New Relic's accounts. */
class NewRelicEndpointTest {
    private static final String METRIC = "{\"name\":\"qs_memory\",\"type\":\"gauge\",\"value\":\"3.5\","
            + "\"timestamp\":1642164296053,\"interval\":60,"
            + "\"attributes\":[{\"name\":\"host\",\"value\":\"dev2\"},{\"name\":\"rows\",\"value\":12}]}";
    private static final String EVENT =
            "{\"eventType\":\"LoadEnded\",\"attributes\":[{\"name\":\"app\",\"value\":\"Sales\"}]}";

    @TempDir
    Path folder;

    private final FakeWebServer newRelic = FakeWebServer.http();
    private RestFixture agent;

    @BeforeEach
    void start() {
        newRelic.answers(rules()::judge);
        String url = "\"http://127.0.0.1:" + newRelic.port();
        agent = RestFixture.start(
                folder, """
                endpoints: [newRelic.postNewRelicMetric, newRelic.postNewRelicEvent, getMessage]
                new-relic:
                  metric-url: %s/metric/v1"
                  event-url: %s/"
                  accounts:
                    main: { id: 1234567, insert-key: key-of-main-account }
                    finance: { id: 7654321, insert-key: key-of-finance-account }
                  metric-accounts: [main]
                  attributes: { env: prod, host: static }
                  event-attributes: { table: loads }
                  headers: { X-Proxy-Token: proxy-secret }
                """.formatted(url, url), "delivery: { first-wait: 100ms, longest-wait: 200ms }\n");
    }

    @AfterEach
    void stop() {
        agent.close();
        newRelic.close();
    }

    @Test
    void aMetricGoesUpAsButlerSendsIt() throws IOException {
        HttpResponse<String> answer = agent.post("/v4/newrelic/metric?wait=20", METRIC);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("Accepted");
        assertThat(newRelic.received()).hasSize(1);
        Received sent = newRelic.last();
        assertThat(sent.path()).isEqualTo("/metric/v1");
        assertThat(sent.header("Api-Key")).isEqualTo("key-of-main-account");
        assertThat(sent.header("X-Proxy-Token")).isEqualTo("proxy-secret");
        assertThat(json(sent.body()))
                .isEqualTo(json("[{\"common\":{\"timestamp\":1642164296053,\"attributes\":"
                        + "{\"env\":\"prod\",\"host\":\"dev2\",\"rows\":\"12\"}},"
                        + "\"metrics\":[{\"name\":\"qs_memory\",\"type\":\"gauge\",\"value\":3.5}]}]"));
    }

    @Test
    void anEventGoesToEachAccountAndGetsOneAnswer() throws IOException {
        Instant before = Instant.now();

        HttpResponse<String> answer = agent.post("/v4/newrelic/event?wait=20", EVENT);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("Accepted");
        assertThat(newRelic.received())
                .extracting(Received::path)
                .containsExactlyInAnyOrder("/v1/accounts/1234567/events", "/v1/accounts/7654321/events");
        JsonNode event = json(newRelic.last().body());
        assertThat(event.path("timestamp").asLong())
                .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
        assertThat(event.path("app").asText()).isEqualTo("Sales");
        assertThat(event.path("table").asText()).isEqualTo("loads");
    }

    @Test
    void answersInJsonForTheConnectorThatCannotReadAWord() throws IOException {
        HttpResponse<String> answer = agent.post("/v4/newrelic/event?wait=20&format=json", EVENT);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer.body()).path("state").asText()).isEqualTo("delivered");
        assertThat(answer.headers().firstValue("location"))
                .hasValue("/v4/messages/" + json(answer.body()).path("id").asText());
    }

    @Test
    void tellsTheStateOfEachAccount() throws IOException {
        newRelic.answers(
                request -> request.path().contains("7654321") ? Answer.of(403, "no key") : rules().judge(request));

        HttpResponse<String> answer = agent.post("/v4/newrelic/event?wait=20", EVENT);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("Failed posting event to New Relic: auth (HTTP 403: no key)")
                .doesNotContain("key-of-");
    }

    @Test
    void aDeadNewRelicLosesNothingAndTheTimeStaysTheScripts() throws IOException {
        newRelic.answers(Answer.of(500, "away"));
        HttpResponse<String> answer = agent.post("/v4/newrelic/metric?wait=1", METRIC.replace("1642164296053", "\"\""));
        Instant accepted = Instant.now();
        assertThat(answer.statusCode()).isEqualTo(202);
        String location = answer.headers().firstValue("location").orElseThrow();
        assertThat(json(agent.get(location).body()).at("/recipients/0/name").asText())
                .isEqualTo("main");

        newRelic.answers(rules()::judge);

        assertThat(agent.get(location + "?wait=20").body()).contains("\"state\":\"delivered\"");
        assertThat(json(newRelic.last().body()).at("/0/common/timestamp").asLong())
                .isLessThan(accepted.toEpochMilli());
    }

    @Test
    void aSuccessThatNewRelicDoesNotGiveIsNone() {
        newRelic.answers(Answer.of(200, "<html>Please log in</html>"));

        HttpResponse<String> answer = agent.post("/v4/newrelic/metric?wait=1", METRIC);

        assertThat(agent.get(answer.headers().firstValue("location").orElseThrow())
                        .body())
                .contains("\"state\":\"accepted\"", "An answer that New Relic does not give");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metric | {\"type\":\"gauge\",\"value\":1} | body must have required property 'name'",
                "metric | {\"name\":\"n\",\"value\":1} | body must have required property 'type'",
                "metric | {\"name\":\"n\",\"type\":\"count\",\"value\":1} | body/type must be equal to one of the allowed values",
                "metric | {\"name\":\"n\",\"type\":\"gauge\"} | body must have required property 'value'",
                "metric | {\"name\":\"n\",\"type\":\"gauge\",\"value\":\"much\"} | body/value must be number",
                "event | {} | body must have required property 'eventType'",
                "event | {\"eventType\":\"E\",\"attributes\":{}} | body/attributes must be array",
                "event | {\"eventType\":\"E\",\"attributes\":[{\"value\":\"v\"}]} | body/attributes/0 must have required property 'name'"
            })
    void namesTheFieldThatIsWrong(String kind, String body, String message) {
        HttpResponse<String> answer = agent.post("/v4/newrelic/" + kind, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"FST_ERR_VALIDATION\"", message);
        assertThat(newRelic.received()).isEmpty();
    }

    @Test
    void namesTheLimitsOfNewRelic() {
        String name = "n".repeat(255);
        String value = "v".repeat(4_097);

        assertThat(agent.post("/v4/newrelic/event", "{\"eventType\":\"" + name + "\"}")
                        .body())
                .contains("body/eventType must NOT have more than 254 characters, but has 255");
        assertThat(agent.post("/v4/newrelic/metric", METRIC.replace("qs_memory", name))
                        .body())
                .contains("body/name must NOT have more than 254 characters");
        assertThat(agent.post("/v4/newrelic/event", EVENT.replace("Sales", value))
                        .body())
                .contains("body/attributes/0/value must NOT have more than 4096 characters");
        HttpResponse<String> many = agent.post(
                "/v4/newrelic/metric",
                METRIC.replace(
                        "{\"name\":\"host\"",
                        IntStream.range(0, 98)
                                        .mapToObj(i -> "{\"name\":\"a" + i + "\",\"value\":\"v\"}")
                                        .collect(Collectors.joining(","))
                                + ",{\"name\":\"host\""));
        assertThat(many.statusCode()).isEqualTo(400);
        assertThat(many.body()).contains("attributes are 101 with those of the configuration; New Relic takes 100");
        assertThat(newRelic.received()).isEmpty();
    }

    private static NewRelicRules rules() {
        return new NewRelicRules(Map.of("1234567", "key-of-main-account", "7654321", "key-of-finance-account"));
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }
}
