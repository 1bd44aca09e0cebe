package io.footman.agent.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no endpoint should have to think of: requests that are broken, oversized or meant ill. */
class HostileRequestsTest {
    private static final String PING = "GET /v4/butlerping HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static RestFixture agent;

    @BeforeAll
    static void start(@TempDir Path folder) {
        agent = RestFixture.start(folder, "endpoints: [butlerping, keyValueStore, base62ToBase16, documentation]");
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no request at all          | rubbish\\r\\n\\r\\n                                             | 400",
                "a blank in the address     | GET /v4/keyvalues/my ns?key=a HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | 400",
                "half an escape             | GET /v4/keyvalues/a%2?key=a HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n   | 400",
                "no hexadecimal             | GET /v4/keyvalues/%zz?key=a HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n   | 400",
                "NUL                        | GET /v4/keyvalues/a%00?key=a HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n  | 400",
                "overlong UTF-8             | GET /v4/keyvalues/%c0%af?key=a HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | 400",
                "Latin-1 letters            | GET /v4/keyvalues/ns?key=%fc HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n  | 400",
                "a fragment                 | GET /v4/keyvalues/ns?key=#1 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n   | 400",
                "no path                    | GET v4/butlerping HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n             | 400",
                "a header with a blank      | GET /v4/butlerping HTTP/1.1\\r\\nHost : a\\r\\n\\r\\n           | 400",
                "a header without a name    | GET /v4/butlerping HTTP/1.1\\r\\n: a\\r\\n\\r\\n                | 400",
                "two lengths                | POST /v4/keyvalues/ns HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\n"
                        + "Content-Length: 2\\r\\n\\r\\n{} | 400",
                "a negative length          | POST /v4/keyvalues/ns HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -1\\r\\n\\r\\n | 400",
                "an unknown method          | BREW /v4/butlerping HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n           | 404",
                "a method of another route  | PATCH /v4/butlerping HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n          | 404",
                "options                    | OPTIONS /v4/butlerping HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n        | 404",
                "dots                       | GET /v4/../health HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n             | 404",
                "the other server's routes  | GET /prometheus HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n               | 404"
            })
    void answersInTheOneShape(String what, String request, int status) throws IOException {
        RawConnection.Answer answer = RawConnection.exchange(
                agent.port(),
                request.strip().replace("\\r", "\r").replace("\\n", "\n").replace("Host: a", "Host: localhost"));

        assertThat(answer.status()).isEqualTo(status);
        assertShape(answer.body(), status);
    }

    @Test
    void refusesAnEndlessAddress() throws IOException {
        RawConnection.Answer answer = RawConnection.exchange(
                agent.port(), "GET /v4/butlerping?x=" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer.status()).isEqualTo(414);
        assertShape(answer.body(), 414);
    }

    @Test
    void refusesEndlessHeaders() throws IOException {
        RawConnection.Answer answer = RawConnection.exchange(
                agent.port(),
                "GET /v4/butlerping HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer.status()).isEqualTo(431);
        assertShape(answer.body(), 431);
    }

    @Test
    void connectionGoesOnAfterARefusalThatLeavesItReadable() throws IOException {
        try (RawConnection connection = new RawConnection(agent.port())) {
            connection.send(
                    "POST /v4/keyvalues/%zz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc" + PING);

            assertThat(connection.answer().status()).isEqualTo(400);
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void connectionEndsAfterARequestThatCannotBeRead() throws IOException {
        try (RawConnection connection = new RawConnection(agent.port())) {
            connection.send("rubbish\r\n\r\n" + PING);

            assertThat(connection.answer().status()).isEqualTo(400);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void answersRequestsInTheirOrderWhenTheyComeAtOnce() throws IOException {
        try (RawConnection connection = new RawConnection(agent.port())) {
            connection.send(PING + "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n" + PING);

            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.answer().status()).isEqualTo(404);
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void smuggledRequestIsNotServed() throws IOException {
        try (RawConnection connection = new RawConnection(agent.port())) {
            connection.send("POST /v4/keyvalues/ns HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + PING);
            int first = connection.answer().status();

            // Either both lengths are refused, or the chunked one holds and the rest is a request of its own.
            assertThat(first).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v4/keyvalues/wei\u00c3\u009f?key=a", // UTF-8 bytes as they are
                "/v4/keyvalues/a{b}|\"c\"?key=<^>`[1]",
                "http://localhost:8080/v4/keyvalues/a?key=b",
                "//v4/keyvalues/a?key=b",
                "/v4/keyvalues/a?key=b;c",
                "/v4/keyvalues/a?key=D:\\x"
            })
    void takesUnencodedAddressesThatMeanOneThing(String target) throws IOException {
        RawConnection.Answer answer =
                RawConnection.exchange(agent.port(), "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Namespace not found");
    }

    @Test
    void unencodedLettersArriveAsTheyWereMeant() throws IOException {
        agent.post("/v4/keyvalues/stra%C3%9Fe", "{\"key\":\"a;b\",\"value\":\"v\"}");

        RawConnection.Answer answer = RawConnection.exchange(
                agent.port(), "GET /v4/keyvalues/stra\u00c3\u009fe?key=a;b HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer.body()).isEqualTo("{\"namespace\":\"straße\",\"key\":\"a;b\",\"value\":\"v\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\":\"say \"hello\"\",\"value\":\"v\"} | line 1, column 14",
                "{\"key\":\"a\",                             | line 1",
                "{\"key\":\"a\"} {\"key\":\"b\"}             | not valid JSON",
                "{\"key\":\"a\",\"key\":\"b\"}               | a field is there twice",
                "{'key':'a'}                                 | not valid JSON",
                "{\"key\":NaN}                               | not valid JSON"
            })
    void tellsWhereJsonIsBroken(String body, String place) throws IOException {
        HttpResponse<String> answer = agent.post("/v4/keyvalues/ns", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("code").asText()).isEqualTo("FST_ERR_CTP_INVALID_JSON_BODY");
        assertThat(JSON.readTree(answer.body()).get("message").asText())
                .contains(place)
                .contains("write \\\" for a quote");
        assertShape(answer.body(), 400);
    }

    @Test
    void refusesDeepNestingBrokenTextAndCharactersThatNobodyCanHold() throws IOException {
        assertRefused("[".repeat(100_000), "nested deeper than 64");
        assertRefused("{\"key\":\"\u00ff\"}", "not UTF-8");
        assertRefused("{\"key\":\"a\\u0000b\"}", "NUL");
        assertRefused("{\"key\":\"a\\ud800b\"}", "half a character");
        assertRefused("{\"key\":\"k\",\"value\":\"v\",\"ttl\":" + "9".repeat(2_000) + "}", "digits");
    }

    @Test
    void refusesLargeBodiesAndGoesOnServing() throws IOException {
        HttpResponse<String> answer = agent.post("/v4/keyvalues/ns", "{\"key\":\"" + "x".repeat(1024 * 1024) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertShape(answer.body(), 413);
        assertThat(answer.body()).contains("FST_ERR_CTP_BODY_TOO_LARGE").contains("1048576 bytes");
        assertThat(agent.get("/v4/butlerping").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesALargeBodyThatComesInPieces() throws IOException {
        try (RawConnection connection = new RawConnection(agent.port())) {
            connection.send("POST /v4/keyvalues/ns HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            String piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                connection.send(piece);
            }
            RawConnection.Answer answer = connection.send("0\r\n\r\n").answer();

            assertThat(answer.status()).isEqualTo(413);
            assertShape(answer.body(), 413);
        }
    }

    @Test
    void asksForTheBodyOfACallThatWaitsToBeAsked() throws IOException {
        try (RawConnection connection = new RawConnection(agent.port())) {
            String body = "{\"key\":\"k\",\"value\":\"v\"}";
            connection.send("POST /v4/keyvalues/waits HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n");

            assertThat(connection.answer().status()).isEqualTo(100);
            assertThat(connection.send(body).answer().status()).isEqualTo(201);
        }
    }

    @Test
    void speaksNoOtherProtocol() throws IOException {
        assertThat(RawConnection.exchange(agent.port(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(RawConnection.exchange(
                                agent.port(),
                                "GET /v4/butlerping HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                                        + "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n"
                                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                        .status())
                .isIn(200, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 201",
        "application/json; charset=utf-8, 201",
        "text/plain, 201",
        "application/octet-stream, 201",
        "application/x-www-form-urlencoded, 201",
        "application/vnd.api+json, 201",
        "multipart/form-data; boundary=x, 415",
        "image/png, 415",
        "application/xml, 415"
    })
    void readsJsonUnderTheLabelsThatDataConnectionsGiveIt(String type, int status) throws IOException {
        HttpResponse<String> answer = agent.send(agent.request("/v4/keyvalues/types")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"k\",\"value\":\"a=b&c=d+e%20f\"}")));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 201) {
            assertThat(answer.body()).contains("\"value\":\"a=b&c=d+e%20f\"");
        } else {
            assertShape(answer.body(), status);
        }
    }

    @Test
    void readsABodyWithoutALabel() {
        assertThat(agent.send(agent.request("/v4/keyvalues/types")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"k\",\"value\":\"v\"}")))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void refusesCompressedBodies() {
        assertThat(agent.send(agent.request("/v4/keyvalues/types")
                                .header("Content-Encoding", "gzip")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {31, -117, 8})))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void leavesOutTheBodyOfAPostThatIsAGet() {
        HttpResponse<String> answer = agent.send(agent.request("/v4/butlerping")
                .header("X-HTTP-Method-Override", "GET")
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofString("{\"dummy\":")));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "Delete", " DELETE "})
    void deletesByPostWithAnEmptyJsonBody(String method) {
        agent.post("/v4/keyvalues/gone", "{\"key\":\"k\",\"value\":\"v\"}");

        HttpResponse<String> answer = agent.send(agent.request("/v4/keyvalues/gone/k")
                .header("X-HTTP-Method-Override", method)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "CONNECT", "GET, PUT", "BREW"})
    void namesTheMethodsThatAPostMayTake(String method) throws IOException {
        HttpResponse<String> answer = agent.send(agent.request("/v4/butlerping")
                .header("X-HTTP-Method-Override", method)
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertShape(answer.body(), 400);
        assertThat(answer.body()).contains("none of GET, PUT and DELETE");
    }

    @Test
    void looksAtTheOverrideOnPostAlone() {
        assertThat(agent.send(agent.request("/v4/butlerping")
                                .header("X-HTTP-Method-Override", "DELETE")
                                .GET())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void headFollowsGet() throws IOException {
        try (RawConnection connection = new RawConnection(agent.port())) {
            connection.send("HEAD /v4/butlerping HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String head = connection.send(PING).headOfAnswerWithoutBody();

            assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("content-type: application/json");
            assertThat(connection.answer().body()).startsWith("{\"response\"");
        }
    }

    @Test
    void saysWhichParameterIsMissing() throws IOException {
        HttpResponse<String> answer = agent.get("/v4/base62tobase16");

        assertThat(answer.body())
                .isEqualTo("{\"statusCode\":400,\"code\":\"FST_ERR_VALIDATION\",\"error\":\"Bad Request\","
                        + "\"message\":\"querystring must have required property 'base62'\"}");
    }

    private static void assertRefused(String body, String reason) throws IOException {
        RawConnection.Answer answer = RawConnection.exchange(
                agent.port(),
                "POST /v4/keyvalues/ns HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body);

        assertThat(answer.status()).as(reason).isEqualTo(400);
        assertShape(answer.body(), 400);
        assertThat(answer.body()).contains(reason);
    }

    /** The fields of the one shape, and nothing of the server's inside. */
    private static void assertShape(String body, int status) throws IOException {
        JsonNode error = JSON.readTree(body);

        assertThat(error.get("statusCode").asInt()).isEqualTo(status);
        assertThat(error.get("error").asText()).isNotBlank();
        assertThat(error.get("message").asText()).isNotBlank();
        assertThat(body)
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("java.", "io.", "micronaut", "netty", "jackson", "\tat ");
    }
}
