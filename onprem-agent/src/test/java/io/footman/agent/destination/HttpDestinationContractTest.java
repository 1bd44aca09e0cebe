package io.footman.agent.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.model.FailureReason;
import io.footman.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every destination that speaks HTTP must do. */
public abstract class HttpDestinationContractTest extends DestinationContractTest {
    protected FakeWebServer server;

    @BeforeEach
    void startServer() {
        server = FakeWebServer.http();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** Path and query of the address, with {@link #TOKEN} in it. */
    protected abstract String path();

    /** Keys beside the address. */
    protected Map<String, Object> furtherSettings() {
        return Map.of();
    }

    /** The answer of a receiver that has accepted a message. */
    protected Answer accepted() {
        return Answer.of(200, "ok");
    }

    @Override
    protected Map<String, Object> settings() {
        return settings("http", server.port());
    }

    @Override
    protected void receiverAccepts() {
        server.answers(accepted());
    }

    @Override
    protected String lastIdentification() {
        return server.last().header("Idempotency-Key");
    }

    private Map<String, Object> settings(String scheme, int port) {
        Map<String, Object> settings = new HashMap<>(furtherSettings());
        settings.put("type", type().name());
        settings.put("url", scheme + "://localhost:" + port + path());
        settings.put("timeout", "5s");
        return settings;
    }

    @ParameterizedTest
    @CsvSource({
        "300, REDIRECT",
        "301, REDIRECT",
        "302, REDIRECT",
        "303, REDIRECT",
        "304, REDIRECT",
        "307, REDIRECT",
        "308, REDIRECT",
        "400, CLIENT_ERROR",
        "401, AUTH",
        "402, CLIENT_ERROR",
        "403, AUTH",
        "404, CLIENT_ERROR",
        "405, CLIENT_ERROR",
        "406, CLIENT_ERROR",
        "407, AUTH",
        "409, CLIENT_ERROR",
        "410, CLIENT_ERROR",
        "411, CLIENT_ERROR",
        "412, CLIENT_ERROR",
        "413, CLIENT_ERROR",
        "414, CLIENT_ERROR",
        "415, CLIENT_ERROR",
        "418, CLIENT_ERROR",
        "421, CLIENT_ERROR",
        "422, CLIENT_ERROR",
        "423, CLIENT_ERROR",
        "426, CLIENT_ERROR",
        "428, CLIENT_ERROR",
        "431, CLIENT_ERROR",
        "451, CLIENT_ERROR"
    })
    void givesUpWhereTryingAgainCannotHelp(int status, FailureReason reason) {
        server.answers(Answer.of(status, Map.of("Location", "http://localhost:" + server.port() + "/elsewhere")));
        try (Destination destination = open(Map.of())) {
            assertPermanent(send(destination, Alerts.failedReload()), reason);
            assertThat(server.received())
                    .as("redirects are not followed")
                    .allMatch(request -> !request.path().equals("/elsewhere"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "408, TIMEOUT",
        "425, RATE_LIMITED",
        "429, RATE_LIMITED",
        "500, SERVER_ERROR",
        "501, SERVER_ERROR",
        "502, SERVER_ERROR",
        "503, SERVER_ERROR",
        "504, SERVER_ERROR",
        "507, SERVER_ERROR",
        "599, SERVER_ERROR"
    })
    void triesAgainWhereThatMayHelp(int status, FailureReason reason) {
        server.answers(Answer.of(status, "busy"));
        try (Destination destination = open(Map.of())) {
            assertRetryable(send(destination, Alerts.failedReload()), reason);
            assertThat(server.received()).as("a destination tries once").hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|120",
                "0|0",
                "Fri, 20 Nov 2026 10:00:30 GMT|30",
                "Friday, 20-Nov-26 10:01:00 GMT|60",
                "Fri, 20 Nov 2026 09:00:00 GMT|0"
            })
    void passesOnHowLongToWait(String header, long seconds) {
        for (int status : new int[] {429, 503}) {
            server.answers(Answer.of(status, Map.of("Retry-After", header)));
            try (Destination destination = open(Map.of())) {
                assertThat(send(destination, Alerts.failedReload()))
                        .isInstanceOfSatisfying(
                                SendResult.Retryable.class,
                                retryable -> assertThat(retryable.retryAfter()).contains(Duration.ofSeconds(seconds)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "1.5", ""})
    void ignoresAnUnreadableRetryAfter(String header) {
        server.answers(Answer.of(429, Map.of("Retry-After", header)));
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, Alerts.failedReload()))
                    .isInstanceOfSatisfying(
                            SendResult.Retryable.class,
                            retryable -> assertThat(retryable.retryAfter()).isEqualTo(Optional.empty()));
        }
    }

    @Test
    void triesAgainWhenNoAnswerComesInTime() {
        CountDownLatch never = new CountDownLatch(1);
        server.answers(request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.of(200, "ok");
        });
        try (Destination destination = open(Map.of("timeout", "200ms"))) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.TIMEOUT);
        }
    }

    @Test
    void triesAgainWhenTheEndOfTheAnswerDoesNotComeInTime() {
        server.answers(new Answer(200, Map.of(), "o", true));
        try (Destination destination = open(Map.of("timeout", "200ms"))) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.TIMEOUT);
        }
    }

    @Test
    void triesAgainWhenAnswersDripInSlowly() throws IOException {
        try (DrippingServer dripping = new DrippingServer()) {
            Map<String, Object> changes =
                    Map.of("timeout", "500ms", "url", "http://127.0.0.1:" + dripping.port() + path());
            try (Destination destination = open(changes)) {
                long start = System.nanoTime();
                assertRetryable(send(destination, Alerts.failedReload()), FailureReason.TIMEOUT);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void triesAgainWhenTheConnectionIsRefused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Destination destination = open(Map.of("url", "http://127.0.0.1:" + port + path()))) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.UNREACHABLE);
        }
    }

    @Test
    void triesAgainWhenTheHostIsUnknown() {
        try (Destination destination = open(Map.of("url", "http://no-such-host.invalid" + path()))) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.UNREACHABLE);
        }
    }

    @Test
    void triesAgainWhenTheCertificateIsNotTrusted() throws IOException {
        TestCertificates certificates = certificates("theirs");
        try (FakeWebServer https = FakeWebServer.https(certificates, false);
                Destination destination = open(settings("https", https.port()))) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.TLS);
            assertThat(https.received()).isEmpty();
        }
    }

    @Test
    void refusesACertificateOfAnotherName() throws IOException {
        TestCertificates certificates =
                TestCertificates.createForHost(Files.createDirectories(folder.resolve("other")), "other.example.com");
        try (FakeWebServer https = FakeWebServer.https(certificates, false)) {
            Map<String, Object> changes = new HashMap<>(settings("https", https.port()));
            changes.put("tls", Map.of("certificate-authority", certificates.ca().toString()));
            try (Destination destination = open(changes)) {
                assertRetryable(send(destination, Alerts.failedReload()), FailureReason.TLS);
                assertThat(https.received()).isEmpty();
            }
        }
    }

    @Test
    void trustsAPrivateAuthorityAndShowsItsClientCertificate() throws IOException {
        TestCertificates certificates = certificates("theirs");
        try (FakeWebServer https = FakeWebServer.https(certificates, true)) {
            https.answers(accepted());
            Map<String, Object> changes = new HashMap<>(settings("https", https.port()));
            changes.put(
                    "tls",
                    Map.of(
                            "certificate-authority", certificates.ca().toString(),
                            "client-certificate", certificates.client().toString(),
                            "client-key", certificates.clientKey().toString()));
            try (Destination destination = open(changes)) {
                assertThat(send(destination, Alerts.failedReload())).isInstanceOf(SendResult.Delivered.class);
            }
        }
    }

    @Test
    void takesAnyCertificateWhenToldSo() throws IOException {
        TestCertificates certificates = certificates("theirs");
        try (FakeWebServer https = FakeWebServer.https(certificates, false)) {
            https.answers(accepted());
            Map<String, Object> changes = new HashMap<>(settings("https", https.port()));
            changes.put("tls", Map.of("reject-unauthorized", false));
            try (Destination destination = open(changes)) {
                assertThat(send(destination, Alerts.failedReload())).isInstanceOf(SendResult.Delivered.class);
            }
        }
    }

    @Test
    void givesUpOnAMetadataServiceWithoutCallingIt() {
        try (Destination destination = open(Map.of("url", "http://169.254.169.254" + path()))) {
            assertPermanent(send(destination, Alerts.failedReload()), FailureReason.FORBIDDEN_ADDRESS);
        }
    }

    @Test
    void hidesTheTokenThatAnAnswerRepeats() {
        server.answers(request -> Answer.of(404, "no such hook: " + path() + " or " + TOKEN));
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, Alerts.failedReload()))
                    .isInstanceOfSatisfying(
                            SendResult.Permanent.class,
                            permanent -> assertThat(permanent.detail())
                                    .contains("no such hook: ****")
                                    .doesNotContain(TOKEN));
        }
    }

    @Test
    void keepsItsConnectionOpen() {
        receiverAccepts();
        try (Destination destination = open(Map.of())) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(destination, Alerts.failedReload())).isInstanceOf(SendResult.Delivered.class);
            }
            assertThat(server.connections()).hasSize(1);
        }
    }

    protected TestCertificates certificates(String name) throws IOException {
        Path certificateFolder = Files.createDirectories(folder.resolve(name));
        return TestCertificates.create(certificateFolder);
    }
}
