package io.footman.agent.destination.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import io.footman.agent.destination.HttpDestinationContractTest;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.TestParts;
import io.footman.model.settings.Settings;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDestinationTest extends HttpDestinationContractTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Override
    protected DestinationType type() {
        return new WebhookType(parts.http, parts.templates, parts.meters, parts.clock);
    }

    @Override
    protected String path() {
        return "/hooks/" + TOKEN;
    }

    @Override
    protected Map<String, Object> furtherSettings() {
        return Map.of("headers", Map.of("Authorization", "Bearer " + TOKEN, "X-Team", "BI"));
    }

    @Override
    protected String lastMessage() {
        JsonNode json = lastJson();
        StringBuilder texts = new StringBuilder();
        json.forEach(value -> texts.append(value.isTextual() ? value.textValue() : text(value))
                .append('\n'));
        return texts.toString();
    }

    private static String text(JsonNode list) {
        StringBuilder texts = new StringBuilder();
        list.forEach(entry -> texts.append(entry.asText()).append('\n'));
        return texts.toString();
    }

    private JsonNode lastJson() {
        try {
            return new ObjectMapper().readTree(server.last().body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void sendsButlersFieldsAsJson(String method) {
        receiverAccepts();
        try (Destination destination = open(Map.of("method", method))) {
            send(destination, Alerts.failedReload());
            Received request = server.last();
            assertThat(request.method()).isEqualTo(method);
            assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(request.header("X-Team")).isEqualTo("BI");
            JsonNode json = lastJson();
            assertThat(json.path("event").asText()).isEqualTo("Qlik Cloud app reload failed");
            assertThat(json.path("hostName").asText()).isEqualTo("acme");
            assertThat(json.path("user").asText()).isEqualTo("Åsa Öberg");
            assertThat(json.path("appName").asText()).isEqualTo("Sales");
            assertThat(json.path("appId").asText()).isEqualTo("b1b2c3");
            assertThat(json.path("appOwnerName").asText()).isEqualTo("Göran Sander");
            assertThat(json.path("appOwnerUserId").asText()).isEqualTo("u-8");
            assertThat(json.path("appOwnerEmail").asText()).isEqualTo("goran@example.com");
            assertThat(json.path("logTimeStamp").asText()).isEqualTo("2026-11-20T08:15:30Z");
            assertThat(json.path("executionId").asText()).isEqualTo("670e1df04cf4e529c035c902");
            assertThat(json.path("logMessage").asText()).startsWith("The following error occurred:");
            assertThat(json.has("taskName")).isFalse();
        }
    }

    @Test
    void keepsTheAddressesOwnQueryOnGetAndEncodesTheFields() {
        receiverAccepts();
        String url = "http://localhost:" + server.port() + "/in?key=a%26b&x=1";
        try (Destination destination = open(Map.of("method", "GET", "url", url))) {
            send(
                    destination,
                    Alerts.failedReload().variable("appName", "Å & b=c? 📈+").gaps("One.", "Two."));
            assertThat(server.last().method()).isEqualTo("GET");
            assertThat(server.last().body()).isEmpty();
            assertThat(server.last().query()).startsWith("key=a%26b&x=1&event=Qlik%20Cloud%20app%20reload%20failed&");
            Map<String, String> parameters = parameters(server.last().query());
            assertThat(parameters)
                    .containsEntry("key", "a&b")
                    .containsEntry("appName", "Å & b=c? 📈+")
                    .containsEntry("notes", "One. Two.");
        }
    }

    @Test
    void keepsAddressesShortOnGet() {
        receiverAccepts();
        try (Destination destination = open(Map.of("method", "GET"))) {
            send(destination, Alerts.failedReload().variable("logMessage", "日本語".repeat(5_000)));
            assertThat(server.last().query().length()).isLessThan(4_000);
            assertThat(parameters(server.last().query()).get("logMessage")).endsWith("… (cut)");
        }
    }

    @Test
    void signsByStandardWebhooks() throws GeneralSecurityException {
        receiverAccepts();
        String secret = "whsec_" + Base64.getEncoder().encodeToString(KEY);
        try (Destination destination = open(Map.of("signing-secret", secret))) {
            send(destination, Alerts.failedReload());
            Received request = server.last();
            String time = Long.toString(TestParts.NOW.getEpochSecond());
            assertThat(request.header("webhook-timestamp")).isEqualTo(time);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            String signed = request.header("webhook-id") + "." + time + "." + request.body();
            assertThat(request.header("webhook-signature"))
                    .isEqualTo("v1,"
                            + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        }
    }

    /** The example of the Standard Webhooks specification's reference libraries. */
    @Test
    void signsAsTheReferenceLibrariesDo() {
        Settings section = Settings.of("s", Map.of("signing-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        SigningKey key = SigningKey.read(section, "signing-secret").orElseThrow();
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(key.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", java.time.Instant.ofEpochSecond(1_614_265_330L), body))
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void sendsWhatATemplateMakes() throws IOException {
        receiverAccepts();
        Files.writeString(folder.resolve("ticket.hbs"), "{\"title\": \"{{appName}}\", \"log\": \"{{scriptLogTail}}\"}");
        Map<String, Object> settings = Map.of("template", "ticket.hbs", "script-log", Map.of("head", 0, "tail", 1));
        try (Destination destination = open(settings)) {
            SendResult result = send(
                    destination,
                    Alerts.failedReload()
                            .variable("appName", "a \"b\" \\ c")
                            .scriptLog("x\n\ty \"z\"")
                            .gaps("A gap."));
            assertThat(result).isEqualTo(new SendResult.Delivered("HTTP 200"));
            assertThat(lastJson().path("title").asText()).isEqualTo("a \"b\" \\ c");
            assertThat(lastJson().path("log").asText()).isEqualTo("\ty \"z\"");
            assertThat(lastJson().at("/notes/0").asText()).isEqualTo("A gap.");
        }
    }

    @Test
    void sendsAnyTextWithItsContentType() throws IOException {
        receiverAccepts();
        Files.writeString(folder.resolve("line.hbs"), "reload,app={{appName}} failed=1i");
        try (Destination destination = open(Map.of("template", "line.hbs", "content-type", "text/plain"))) {
            send(destination, Alerts.failedReload().variable("appName", "A&B"));
            assertThat(server.last().body()).isEqualTo("reload,app=A&B failed=1i");
            assertThat(server.last().header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }
    }

    @Test
    void acceptsEveryStatusOfSuccess() {
        for (int status : new int[] {200, 201, 202, 204}) {
            server.answers(Answer.of(status, Map.of()));
            try (Destination destination = open(Map.of())) {
                assertThat(send(destination, Alerts.failedReload())).isInstanceOf(SendResult.Delivered.class);
            }
        }
    }

    @Test
    void reportsEveryMistakeOfItsSettings() {
        Map<String, Object> values = new HashMap<>();
        values.put("url", "ftp://" + TOKEN);
        values.put("method", "GET");
        values.put("template", "nowhere.hbs");
        values.put("headers", Map.of("Host", "x", "X-Bad", "a\nb"));
        values.put("signing-secret", TOKEN);
        values.put("timeout", "0s");
        Settings root = Settings.of("footman", Map.of("destinations", Map.of("ops", values)));
        type().read("ops", root.section("destinations").section("ops"), root).close();
        assertThat(root.mistakes().toString())
                .contains("ops.url", "ops.method", "ops.template", "ops.headers.Host", "ops.headers.X-Bad")
                .contains("ops.signing-secret", "ops.timeout")
                .doesNotContain(TOKEN);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
