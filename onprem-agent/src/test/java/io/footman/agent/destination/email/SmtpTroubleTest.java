package io.footman.agent.destination.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.CapturedLogs;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.TestParts;
import io.footman.agent.model.FailureReason;
import io.footman.model.settings.Settings;
import io.micronaut.email.javamail.composer.DefaultMessageComposer;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SMTP counterpart of the HTTP status table: what every kind of trouble leads to. */
class SmtpTroubleTest {
    private static final String PASSWORD = "Pa55word-7c1e9a";

    private final TestParts parts = new TestParts();
    private final CapturedLogs logs = new CapturedLogs();
    private final Map<String, Object> mail = new HashMap<>();
    private ScriptedSmtp server;

    @BeforeEach
    void start() {
        server = new ScriptedSmtp();
        mail.putAll(Map.of(
                "host", "127.0.0.1",
                "port", server.port(),
                "security", "none",
                "username", "footman",
                "password", PASSWORD,
                "from", "footman@example.com",
                "timeout", "1s"));
    }

    @AfterEach
    void neverShowsThePassword() {
        logs.close();
        server.close();
        parts.close();
        assertThat(logs.lines()).noneMatch(line -> line.contains(PASSWORD));
    }

    private Destination open() {
        Map<String, Object> values = Map.of("to", "bi@example.com");
        Settings root = Settings.of("footman", Map.of("mail", mail, "destinations", Map.of("mail", values)));
        Destination destination = new EmailType(
                        parts.templates, parts.meters, parts.clock, parts.alarms, new DefaultMessageComposer())
                .read("mail", root.section("destinations").section("mail"), root);
        assertThat(root.mistakes()).isEmpty();
        return destination;
    }

    private static SendResult send(Destination destination) {
        SendResult result =
                destination.send(Alerts.failedReload().to("bi@example.com").build());
        assertThat(result.toString())
                .doesNotContain(PASSWORD)
                .doesNotContain(Base64.getEncoder().encodeToString(PASSWORD.getBytes()));
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GREETING|421 too many connections|RATE_LIMITED",
                "AUTH|454 4.7.0 Temporary authentication failure|AUTH",
                "MAIL|421 4.7.0 slow down|RATE_LIMITED",
                "MAIL|451 4.3.0 local error|RATE_LIMITED",
                "RCPT|450 4.2.0 greylisted|RATE_LIMITED",
                "RCPT|452 4.2.2 mailbox full|RATE_LIMITED",
                "DATA|451 4.3.0 try later|RATE_LIMITED",
                "BODY|452 4.3.1 out of disk|RATE_LIMITED",
                "BODY|432 4.3.2 queue stopped|SERVER_ERROR",
                "BODY|hang up|UNREACHABLE",
                "MAIL|hang up|UNREACHABLE",
                "GREETING|hang up|UNREACHABLE",
                "GREETING|silence|TIMEOUT",
                "EHLO|silence|TIMEOUT",
                "BODY|silence|TIMEOUT"
            })
    void triesAgainWhereThatMayHelp(String command, String answer, FailureReason reason) {
        server.answer(command, answer);
        try (Destination destination = open()) {
            assertThat(send(destination))
                    .isInstanceOfSatisfying(
                            SendResult.Retryable.class,
                            retryable -> assertThat(retryable.reason())
                                    .as(retryable.detail())
                                    .isEqualTo(reason));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GREETING|554 no service|CLIENT_ERROR",
                "AUTH|535 5.7.8 bad credentials " + PASSWORD + "|AUTH",
                "MAIL|530 5.7.0 Authentication required|AUTH",
                "MAIL|550 5.7.1 sender not allowed|CLIENT_ERROR",
                "RCPT|550 5.1.1 no such user|RECIPIENT",
                "RCPT|553 5.1.3 bad address|RECIPIENT",
                "DATA|554 5.7.1 rejected|CLIENT_ERROR",
                "BODY|552 5.3.4 too big|TOO_LARGE",
                "BODY|550 5.7.1 spam|CLIENT_ERROR"
            })
    void givesUpWhereTryingAgainCannotHelp(String command, String answer, FailureReason reason) {
        server.answer(command, answer);
        try (Destination destination = open()) {
            assertThat(send(destination))
                    .isInstanceOfSatisfying(
                            SendResult.Permanent.class,
                            permanent -> assertThat(permanent.reason())
                                    .as(permanent.detail())
                                    .isEqualTo(reason));
        }
    }

    @Test
    void triesAgainWhenStarttlsIsNotOffered() {
        mail.put("security", "starttls");
        try (Destination destination = open()) {
            assertThat(send(destination))
                    .isInstanceOfSatisfying(
                            SendResult.Retryable.class,
                            retryable -> assertThat(retryable.reason()).isEqualTo(FailureReason.TLS));
            assertThat(server.commands()).as("nothing is sent in plain text").doesNotContain("AUTH", "MAIL");
        }
    }

    @Test
    void triesAgainWhenTheServerIsNotThere() {
        server.close();
        try (Destination destination = open()) {
            assertThat(send(destination))
                    .isInstanceOfSatisfying(
                            SendResult.Retryable.class,
                            retryable -> assertThat(retryable.reason()).isEqualTo(FailureReason.UNREACHABLE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void servesABurstByOneConnection(int mails) {
        try (Destination destination = open()) {
            for (int i = 0; i < mails; i++) {
                assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void changesTheConnectionBeforeTheServerLosesPatience() {
        try (Destination destination = open()) {
            for (int i = 0; i < 101; i++) {
                assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectsAnewWhenTheServerHasHungUpMeanwhile() {
        try (Destination destination = open()) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            server.hangUp();
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectsAnewWhenTheServerSaysThatItHangsUp() {
        try (Destination destination = open()) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            server.answerOnce("MAIL", "421 4.4.2 idle for too long");
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void asksAKeptConnectionForNothingButTheMail() {
        try (Destination destination = open()) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            int before = server.commands().size();
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            assertThat(server.commands().subList(before, server.commands().size()))
                    .containsExactly("MAIL", "RCPT", "DATA");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.7.1 not now", "451 4.3.0 try later"})
    void doesNotTryTwiceWhereTheServerHasAnswered(String answer) {
        try (Destination destination = open()) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            server.answerOnce("BODY", answer);
            assertThat(send(destination)).isNotInstanceOf(SendResult.Delivered.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void closesAConnectionThatRests() {
        mail.put("idle", "100ms");
        try (Destination destination = open()) {
            assertThat(send(destination)).isInstanceOf(SendResult.Delivered.class);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> server.commands().contains("QUIT"));
        }
    }
}
