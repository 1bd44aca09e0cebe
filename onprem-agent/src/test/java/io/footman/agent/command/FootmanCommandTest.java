package io.footman.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.FakeCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the command line: exit codes and words. */
class FootmanCommandTest {
    @TempDir
    Path folder;

    @Test
    void checkSaysThatAGoodConfigurationIsGood() throws IOException {
        Outcome outcome = footman("check", "--config", configuration(0));
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .contains("The configuration is good.")
                .contains("destination ops-slack (slack), only what carries the tag \"footman-alert\"")
                .contains("rule \"rule-1\" tells ops-slack")
                .doesNotContain("secret-token");
    }

    @Test
    void checkTellsHowLongTheSitesCertificateIsGood() throws IOException {
        FakeCertificates.create(
                folder.resolve("certs"), FakeCertificates.Settings.usual().clientValidFor(Duration.ofDays(10)));
        Path file = Path.of(configuration(0));
        Files.writeString(
                file, Files.readString(file) + "  qlik-sense: { repository: 'https://sense.example.com:4242' }\n");

        Outcome outcome = footman("check", "-c", file.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output())
                .contains("qlik-sense \"qlik-sense\" is asked at https://sense.example.com:4242 as INTERNAL\\sa_api")
                .contains("the client certificate is good until 20")
                .contains("warning: footman.qlik-sense.certificates: the client certificate ends in 9 days");
    }

    @Test
    void checkPrintsMistakesWithoutSecretsAndEndsWithTwo() throws IOException {
        String bad = Files.writeString(
                        folder.resolve("bad.yml"),
                        "footman: { destinations: { a: { type: slack, url: 'ftp://host/secret-token' } } }")
                .toString();
        Outcome outcome = footman("check", "-c", bad);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output())
                .contains("footman.mqtt.url: is missing")
                .contains("footman.destinations.a.url")
                .contains("footman.rules: is missing")
                .doesNotContain("secret-token")
                .doesNotContain("\tat ");
    }

    @Test
    void runRefusesABadConfigurationTheSameWay() {
        Outcome outcome = footman("run", "-c", folder.resolve("nothing.yml").toString());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("nothing.yml: is not there");
    }

    @Test
    void runTellsATakenPortInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = footman("run", "-c", configuration(taken.getLocalPort()));
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.output())
                    .contains("footman.server.port: 127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void deadLettersOfAnEmptyJournalAreNone() throws IOException {
        String configuration = configuration(0);
        assertThat(footman("dead-letters", "list", "-c", configuration).exitCode())
                .isZero();
        Outcome outcome = footman("dead-letters", "replay", "-c", configuration, "unknown-key");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("unknown-key  is not a dead letter");
    }

    @Test
    void anUnknownCommandStartsNothing() {
        assertThat(footman("frobnicate").exitCode()).isEqualTo(2);
    }

    private record Outcome(int exitCode, String output) {}

    private static Outcome footman(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(captured, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            System.setErr(capture);
            int exitCode = FootmanCommand.execute(arguments);
            return new Outcome(exitCode, captured.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private String configuration(int port) throws IOException {
        return Files.writeString(folder.resolve("footman.yml"), """
                        footman:
                          mqtt: { url: "mqtt://127.0.0.1:1" }
                          destinations:
                            ops-slack: { type: slack, url: "http://127.0.0.1:1/T/B/secret-token", opt-in-tag: footman-alert }
                          rules:
                            - { events: [app-reload-failed], to: [ops-slack] }
                          server: { port: %d }
                        """.formatted(port))
                .toString();
    }
}
