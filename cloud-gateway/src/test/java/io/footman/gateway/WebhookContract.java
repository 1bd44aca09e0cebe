package io.footman.gateway;

import static io.footman.gateway.kit.Call.SECRET;
import static io.footman.gateway.kit.Call.TENANT;
import static io.footman.gateway.kit.Call.event;
import static io.footman.gateway.kit.Call.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.footman.gateway.kit.Call;
import io.footman.gateway.kit.Configured;
import io.footman.gateway.kit.Driver;
import io.footman.gateway.kit.Inbox;
import io.footman.gateway.kit.Reply;
import io.footman.gateway.settings.GatewaySettings;
import io.footman.model.mqtt.MessageProperties;
import io.footman.testkit.TestBroker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway promises, whatever server it runs on. Messages go through a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebhookContract {
    private static final int LIMIT = 1 << 20;
    private static final String DEFAULT = "secrets: [" + SECRET + "]";
    private static final String GITHUB =
            "  webhooks: { github: { secrets: [github-secret-github-secret], topic: from/github } }";

    @TempDir
    static Path folder;

    private TestBroker broker;
    private Inbox inbox;
    private Driver driver;
    private String running = "";

    /** Starts the gateway on the server under test. */
    abstract Driver start(GatewaySettings settings);

    @BeforeAll
    void startBroker() {
        broker = new TestBroker(folder).start();
        inbox = new Inbox(broker.port(), "#");
    }

    @AfterAll
    void stopAll() {
        driver.close();
        inbox.close();
        broker.close();
    }

    @AfterEach
    void nothingElseWasPublished() {
        assertThat(inbox.drain()).as("messages that no test expected").isZero();
    }

    @Test
    void publishesASignedWebhookUntouchedWithItsProperties() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Call call = signed(event()).header("traceparent", trace);
        Instant before = Instant.now();

        Reply reply = gateway(DEFAULT).send(call);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("OK. Message received.");
        Mqtt5Publish message = inbox.next();
        assertThat(message.getTopic()).hasToString("qscloud/app/reload/" + TENANT);
        assertThat(message.getQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
        assertThat(message.isRetain()).isFalse();
        assertThat(message.getPayloadAsBytes()).isEqualTo(call.body());
        assertThat(Inbox.property(message, MessageProperties.SIGNATURE)).isEqualTo(call.header("Qlik-Signature"));
        assertThat(Inbox.property(message, MessageProperties.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(Inbox.property(message, MessageProperties.GATEWAY)).isEqualTo("test-gateway");
        assertThat(Inbox.property(message, MessageProperties.TRACEPARENT)).isEqualTo(trace);
        assertThat(Instant.parse(Inbox.property(message, MessageProperties.RECEIVED_AT)))
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"id\" : \"1\",\t\"source\":\"s\",\r\n \"specversion\":\"1.0\", \"type\":\"com.qlik.v1.reload.finished\", \"tenantid\":\"t\" }",
                "{\"id\":\"1\",\"source\":\"s\",\"specversion\":\"1.0\",\"type\":\"com.qlik.v1.reload.finished\",\"tenantid\":\"t\"}\n",
                "\n {\"id\":\"1\",\"source\":\"s\",\"specversion\":\"1.0\",\"type\":\"com.qlik.v1.reload.finished\",\"tenantid\":\"t\",\"data\":{\"name\":\"Rapport 🚒 å\\u0000\"}}"
            })
    void keepsSpacesNewlinesAndForeignLetters(String body) {
        Call call = signed(body);

        assertAccepted(call);

        assertThat(inbox.next().getPayloadAsBytes()).isEqualTo(call.body());
    }

    @Test
    void acceptsTheLegacyForm() {
        String body = """
                {"cloudEventsVersion":"0.1","source":"com.qlik/engine","contentType":"application/json","eventId":"b0f5",
                "eventTime":"2024-07-27T13:57:27Z","eventTypeVersion":"1.0.0",
                "eventType":"com.qlik.v1.app.reload.finished",
                "extensions":{"tenantId":"%s","topLevelResourceId":"a"},"data":{"status":"error"}}""".formatted(TENANT);

        assertAccepted(signed(body));

        assertThat(inbox.next().getTopic()).hasToString("qscloud/app/reload/" + TENANT);
    }

    @Test
    void toleratesUpperCaseHexAndSurroundingBlanks() {
        Call call = signed(event());

        assertAccepted(call.header(
                "Qlik-Signature", "  sha256=" + call.header("Qlik-Signature").toUpperCase(Locale.ROOT) + " "));

        inbox.next();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/cloudevents+json"
            })
    void acceptsJsonWithParametersAndCloudEvents(String contentType) {
        assertAccepted(signed(event()).header("Content-Type", contentType));

        assertThat(Inbox.property(inbox.next(), MessageProperties.CONTENT_TYPE)).isEqualTo(contentType);
    }

    @Test
    void acceptsTheOldAndTheNewSecretDuringARotation() {
        String settings = "secrets: [new-secret-new-secret-new-secret, " + SECRET + "]";

        assertThat(gateway(settings).send(signed(event())).status()).isEqualTo(200);
        assertThat(gateway(settings)
                        .send(signed(event().getBytes(StandardCharsets.UTF_8), "new-secret-new-secret-new-secret"))
                        .status())
                .isEqualTo(200);

        inbox.next();
        inbox.next();
    }

    @Test
    void acceptsUnsignedWebhooksOnlyWhenToldSo() {
        Call unsigned = signed(event()).without("Qlik-Signature");

        assertRefused(unsigned, 401, "signature");
        assertThat(gateway("accept-unsigned-webhooks-from-anyone: true")
                        .send(unsigned)
                        .status())
                .isEqualTo(200);

        assertThat(Inbox.property(inbox.next(), MessageProperties.SIGNATURE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e63145d9",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "not hex",
                "4f5c8fc1ba3d5e6e8a1e0dcbf3f2bd7bd6d1b0e6e3ecb17d52e3f0d2f0a1a0c3"
            })
    void refusesAWrongSignature(String signature) {
        assertRefused(signed(event()).header("Qlik-Signature", signature), 401, "signature");
    }

    @Test
    void refusesAnAlteredBody() {
        byte[] altered = event().getBytes(StandardCharsets.UTF_8);
        altered[altered.length - 4] ^= 1;

        assertRefused(signed(event()).body(altered), 401, "signature");
    }

    @Test
    void doesNotTellWhyASignatureIsRefused() {
        Reply missing = gateway(DEFAULT).send(signed(event()).without("Qlik-Signature"));
        Reply wrong = gateway(DEFAULT).send(signed(event().getBytes(StandardCharsets.UTF_8), "other"));

        assertThat(missing.body()).isEqualTo(wrong.body());
    }

    @Test
    void acceptsABodyAtTheLimitAndRefusesOneByteMore() {
        String frame = event(TENANT, ",\"filler\":\"\"");
        int room = LIMIT - frame.getBytes(StandardCharsets.UTF_8).length;
        String atTheLimit = event(TENANT, ",\"filler\":\"" + "x".repeat(room) + "\"");
        String overTheLimit = event(TENANT, ",\"filler\":\"" + "x".repeat(room + 1) + "\"");

        assertAccepted(signed(atTheLimit));
        assertThat(inbox.next().getPayloadAsBytes()).hasSize(LIMIT);
        assertRefused(signed(overTheLimit), 413, "too large");
    }

    @Test
    void refusesARequestWithoutContentLengthAndSoWithoutBody() {
        assertRefused(signed(event()).withoutContentLength(), 400, "empty");
    }

    @Test
    void refusesAWrongContentLength() {
        Call call = signed(event());

        Reply reply = gateway(DEFAULT).send(call.header("Content-Length", String.valueOf(call.body().length - 1)));

        assertThat(reply.status()).isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/qscloudreload?a=b", "/api/qscloudreload?", "/api/qscloudreload?code=1&x"})
    void refusesAQueryString(String path) {
        assertRefused(signed(event()).path(path), 400, "query string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void refusesOtherMethods(String method) {
        Reply reply = gateway(DEFAULT).send(signed(event()).method(method));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("allow", "POST");
        assertThat(reply.body()).isEqualTo("Only POST is allowed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/other", "/webhooks/unknown", "/api/qscloudreload/more"})
    void refusesOtherPaths(String path) {
        assertRefused(signed(event()).path(path), 404, "nothing here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/jsonx",
                "application/x-www-form-urlencoded",
                "application/json; charset=iso-8859-1",
                "nonsense"
            })
    void refusesOtherContentTypes(String contentType) {
        assertRefused(signed(event()).header("Content-Type", contentType), 415, "content type");
    }

    @Test
    void refusesAMissingContentType() {
        assertRefused(signed(event()).without("Content-Type"), 415, "content type");
    }

    @Test
    void refusesAnEmptyBody() {
        assertRefused(signed(new byte[0]), 400, "empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"id\":\"1\"}]",
                "null",
                "{",
                "{}",
                "\"text\"",
                "{} {}",
                "{\"id\":\"1\",\"id\":\"1\",\"source\":\"s\",\"specversion\":\"1.0\",\"type\":\"com.qlik.v1.reload.finished\",\"tenantid\":\"t\"}",
                "{\"id\":\"1\u0000\"}"
            })
    void refusesWhatIsNotOneEvent(String body) {
        assertRefused(signed(body), 400, "not a Qlik Cloud event");
    }

    @Test
    void refusesDeepNesting() {
        assertRefused(
                signed(event(TENANT, ",\"deep\":" + "[".repeat(10_000) + "]".repeat(10_000))),
                400,
                "not a Qlik Cloud event");
    }

    @Test
    void refusesAByteOrderMark() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        body.writeBytes(event().getBytes(StandardCharsets.UTF_8));

        assertThat(gateway(DEFAULT).send(signed(body.toByteArray())).status()).isEqualTo(400);
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] latin1 = event().replace("€", "").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(gateway(DEFAULT).send(signed(latin1)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "+", "#", "a#", "$SYS", "", " ", "a\\u0000", "å"})
    void refusesATenantIdThatCouldLeaveItsTopicLevel(String tenant) {
        assertRefused(signed(event(tenant, "")), 400, "not a Qlik Cloud event");
    }

    @Test
    void refusesTenantsThatAreNotAllowed() {
        String settings = DEFAULT + "\ntenants: [" + TENANT + "]";

        assertThat(gateway(settings).send(signed(event("other", ""))).status()).isEqualTo(403);
        assertThat(gateway(settings).send(signed(event())).status()).isEqualTo(200);
        inbox.next();
    }

    @Test
    void publishesOnlyWantedEventTypes() {
        String created = event("com.qlik.v1.app.created", TENANT, "");
        Reply unwanted = gateway(DEFAULT).send(signed(created));

        assertThat(unwanted.status()).isEqualTo(200);
        assertThat(unwanted.body()).contains("nothing was published");
        assertThat(gateway(DEFAULT + "\nevent-types: [com.qlik.v1.app.created]")
                        .send(signed(created))
                        .status())
                .isEqualTo(200);
        assertThat(inbox.next().getTopic()).hasToString("qscloud/event/com.qlik.v1.app.created/" + TENANT);
        assertThat(gateway(DEFAULT + "\nevent-types: ['*']\nother-topic: other")
                        .send(signed(created))
                        .status())
                .isEqualTo(200);
        assertThat(inbox.next().getTopic()).hasToString("other");
    }

    @Test
    void treatsARenamedReloadEventAsReload() {
        assertAccepted(signed(event("com.qlik.analytics.app.reload.finished", TENANT, "")));

        assertThat(inbox.next().getTopic()).hasToString("qscloud/app/reload/" + TENANT);
    }

    @Test
    void comparesAgreedHeadersByValue() {
        Driver gateway = gateway(DEFAULT + "\nheaders: { X-Gateway-Route: prod }");

        assertThat(gateway.send(signed(event())).status()).isEqualTo(400);
        assertThat(gateway.send(signed(event()).header("X-Gateway-Route", "test"))
                        .status())
                .isEqualTo(403);
        assertThat(gateway.send(signed(event()).header("x-gateway-route", "prod"))
                        .status())
                .isEqualTo(200);
        inbox.next();
    }

    @ParameterizedTest
    @CsvSource({
        "azure, https, 1.3, 10.0.0.1, 200",
        "azure, https, 1.2, 10.0.0.1, 200",
        "azure, https, 1.1, 10.0.0.1, 403",
        "azure, http, 1.3, 10.0.0.1, 403",
        "azure, https, , 10.0.0.1, 400",
        "azure, https, 1.3, , 400",
        "proxy, https, , , 200",
        "proxy, http, , , 403",
        "proxy, , , , 400",
        "direct, , , , 200"
    })
    void appliesTheHeaderPolicy(String policy, String proto, String tls, String client, int status) {
        Call call = signed(event());
        call = proto == null ? call : call.header("x-forwarded-proto", proto);
        call = tls == null ? call : call.header("x-forwarded-tlsversion", tls);
        call = client == null ? call : call.header("client-ip", client);

        assertThat(gateway(DEFAULT + "\nheader-policy: " + policy).send(call).status())
                .isEqualTo(status);
        if (status == 200) {
            inbox.next();
        }
    }

    @Test
    void publishesASecondMessageForAnUnmodifiedButler() {
        String settings = DEFAULT + "\nlegacy-copy-topic: butler/app/reload/{tenantId}";

        assertThat(gateway(settings).send(signed(event())).status()).isEqualTo(200);

        Mqtt5Publish first = inbox.next();
        Mqtt5Publish second = inbox.next();
        Mqtt5Publish copy = first.getTopic().toString().startsWith("butler") ? first : second;
        assertThat(copy.getTopic()).hasToString("butler/app/reload/" + TENANT);
        assertThat(new String(copy.getPayloadAsBytes(), StandardCharsets.UTF_8))
                .contains("\"eventType\":\"com.qlik.v1.app.reload.finished\"")
                .contains("\"eventTime\":\"2026-11-20T08:15:31Z\"")
                .contains("\"tenantId\":\"" + TENANT + "\"")
                .contains("\"topLevelResourceId\":\"e7af59a0-c243-480d-9571-08727551a66f\"");
        assertThat(Inbox.property(copy, MessageProperties.SIGNATURE)).isNull();
    }

    @Test
    void publishesFurtherSourcesUntouchedAfterTheirOwnCheck() {
        byte[] body = "{\"action\":\"opened\", \"b\":[1]}".getBytes(StandardCharsets.UTF_8);
        Call right = signed(body, "github-secret-github-secret").path("/webhooks/github");
        Call call = right.without("Qlik-Signature")
                .header("X-Hub-Signature-256", "sha256=" + right.header("Qlik-Signature"));

        assertAccepted(call);
        Mqtt5Publish message = inbox.next();
        assertThat(message.getTopic()).hasToString("from/github");
        assertThat(message.getPayloadAsBytes()).isEqualTo(body);

        assertRefused(signed(body).path("/webhooks/github"), 401, "signature");
        assertRefused(call.body(Arrays.copyOf(body, body.length - 1)), 401, "signature");
    }

    @Test
    void tellsHealthAndMetrics() {
        Driver gateway = gateway(DEFAULT);
        gateway.send(signed(event()));
        inbox.next();
        gateway.send(signed(event()).header("Qlik-Signature", ""));

        assertThat(gateway.send(get("/health/liveness")).status()).isEqualTo(200);
        Reply ready = gateway.send(get("/health/readiness"));
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(gateway.send(get("/prometheus")).body())
                .contains("footman_gateway_webhooks_total{outcome=\"accepted\",webhook=\"qlik-cloud\"}")
                .contains("footman_gateway_webhooks_total{outcome=\"signature\",webhook=\"qlik-cloud\"}")
                .contains("footman_gateway_publish_seconds_count")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/env", "/beans", "/info", "/loggers", "/routes", "/threaddump", "/refresh", "/metrics"})
    void offersNoOtherManagementEndpoint(String path) {
        assertThat(gateway(DEFAULT).send(get(path)).status()).isEqualTo(404);
    }

    Driver gateway(String qlik) {
        if (!running.equals(qlik)) {
            if (driver != null) {
                driver.close();
            }
            driver = start(Configured.by(broker.url(), qlik, GITHUB));
            running = qlik;
        }
        return driver;
    }

    Driver defaultGateway() {
        return gateway(DEFAULT);
    }

    Inbox inbox() {
        return inbox;
    }

    static Call get(String path) {
        return signed(new byte[0])
                .method("GET")
                .path(path)
                .without("Content-Type")
                .without("Qlik-Signature")
                .without("Accept-Encoding");
    }

    private void assertAccepted(Call call) {
        Reply reply = gateway(DEFAULT).send(call);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private void assertRefused(Call call, int status, String words) {
        Reply reply = gateway(DEFAULT).send(call);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).contains(words).endsWith(".");
    }
}
