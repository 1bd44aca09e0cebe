package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.qlik.repository.Trouble;
import io.footman.model.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50 tasks fail while something else fails too. In the end every destination was told of each once, and a destination's
 * trouble delayed no other. The counts are in {@code target/fault-counts.md}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SenseFaultsTest {
    private static final int EVENTS = 50;
    private static final long SEED = 20_261_120L;
    /** Trouble lasts until so many attempts have failed: the lane has paused by then. */
    private static final int FAILED_ATTEMPTS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration OTHERS_PATIENCE = Duration.ofSeconds(20);
    private static final Path TABLE = Path.of("target", "fault-counts.md");
    private static final String ROW = "| %-42s | %9s | %5s | %7s | %5s | %7s | %8s |%n";

    @TempDir
    Path folder;

    private SenseHouse house;
    private Agent agent;

    @BeforeAll
    static void beginTable() throws IOException {
        Files.createDirectories(TABLE.getParent());
        Files.writeString(
                TABLE,
                String.format(ROW, "50 events while", "delivered", "Slack", "webhook", "mail", "MQTT", "repeats")
                        + String.format(ROW, "---", "---", "---", "---", "---", "---", "---"));
    }

    @BeforeEach
    void start() throws Exception {
        house = new SenseHouse(folder);
        agent = Agent.open(SettingsFile.load(house.configuration("2s"), Map.of()));
        agent.start();
        house.awaitReady();
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        house.close();
    }

    @Test
    void slackAnswers500() throws Exception {
        webTrouble("Slack answers 500", SenseHouse.SLACK, WebSink.Mode.SERVER_ERROR);
    }

    @Test
    void slackAnswers429WithRetryAfter() throws Exception {
        webTrouble("Slack answers 429, Retry-After: 1", SenseHouse.SLACK, WebSink.Mode.RATE_LIMITED);
    }

    @Test
    void slackHangs() throws Exception {
        webTrouble("Slack hangs", SenseHouse.SLACK, WebSink.Mode.HANGS);
    }

    @Test
    void webhookAnswers500() throws Exception {
        webTrouble("the webhook answers 500", SenseHouse.WEBHOOK, WebSink.Mode.SERVER_ERROR);
    }

    @Test
    void webhookHangs() throws Exception {
        webTrouble("the webhook hangs", SenseHouse.WEBHOOK, WebSink.Mode.HANGS);
    }

    @Test
    void slackRefusesConnections() throws Exception {
        destinationTrouble(
                "Slack refuses connections",
                SenseHouse.SLACK,
                () -> house.slack().vanish(),
                () -> isPaused(SenseHouse.SLACK),
                () -> house.slack().appear());
    }

    @Test
    void mailServerRefusesConnections() throws Exception {
        destinationTrouble(
                "SMTP refuses connections",
                SenseHouse.MAIL,
                () -> house.mail().vanish(),
                () -> isPaused(SenseHouse.MAIL),
                () -> house.mail().appear());
    }

    @Test
    void mailServerAnswers451() throws Exception {
        destinationTrouble(
                "SMTP answers 451",
                SenseHouse.MAIL,
                () -> house.mail().busy(true),
                () -> house.mail().receipts().failures() >= FAILED_ATTEMPTS,
                () -> house.mail().busy(false));
    }

    @Test
    void brokerRestarts() throws Exception {
        destinationTrouble(
                "the broker restarts",
                SenseHouse.MQTT,
                () -> house.broker().stop(),
                () -> isPaused(SenseHouse.MQTT),
                () -> house.broker().start());
    }

    @Test
    void repositoryRefusesConnections() throws Exception {
        repositoryAway(
                "QRS refuses connections",
                () -> house.qrs().vanish(),
                () -> house.qrs().appear());
    }

    @Test
    void repositoryAnswers500() throws Exception {
        repositoryAway(
                "QRS answers 500",
                () -> house.qrs().troubled(Trouble.status(500)),
                () -> house.qrs().troubled(Trouble.none()));
    }

    @Test
    void repositoryHangs() throws Exception {
        repositoryAway(
                "QRS hangs",
                () -> house.qrs().troubled(Trouble.hangs()),
                () -> house.qrs().troubled(Trouble.none()));
    }

    @Test
    void repositoryFailsFivePercentOfCalls() throws Exception {
        repositoryFailsSome(5);
    }

    @Test
    void repositoryFailsTwentyPercentOfCalls() throws Exception {
        repositoryFailsSome(20);
    }

    private void webTrouble(String name, String victim, WebSink.Mode mode) throws Exception {
        WebSink sink = victim.equals(SenseHouse.SLACK) ? house.slack() : house.webhook();
        destinationTrouble(
                name,
                victim,
                () -> sink.becomes(mode),
                () -> sink.receipts().failures() >= FAILED_ATTEMPTS,
                () -> sink.becomes(WebSink.Mode.ACCEPTS));
    }

    private void destinationTrouble(String name, String victim, Runnable begin, BooleanSupplier enough, Runnable end)
            throws Exception {
        begin.run();
        house.fail(0, EVENTS);
        awaitAllBut(victim);
        assertThat(house.receipts().get(victim).distinct())
                .as("nothing reached %s meanwhile", victim)
                .isZero();
        await().atMost(PATIENCE).until(enough::getAsBoolean);
        end.run();
        awaitAllBut("none");
        conclude(name);
    }

    /** The events wait for their look-ups; what is told in the end is as complete as without the trouble. */
    private void repositoryAway(String name, Runnable begin, Runnable end) throws Exception {
        begin.run();
        house.fail(0, EVENTS);
        await().atMost(PATIENCE).until(() -> house.metric("footman_intake_stored_total{result=\"new\"}") >= EVENTS);
        await().pollDelay(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> true);
        assertThat(house.slack().receipts().distinct())
                .as("told before the look-ups")
                .isZero();
        end.run();
        awaitAllBut("none");
        assertLookedUp();
        conclude(name);
    }

    private void repositoryFailsSome(int percent) throws Exception {
        house.qrs().troubled(Trouble.status(500).onPercent(percent, SEED));
        house.fail(0, EVENTS);
        awaitAllBut("none");
        assertLookedUp();
        conclude("QRS fails " + percent + " % of calls at random");
    }

    /** Only the repository knows the stream. */
    private void assertLookedUp() {
        assertThat(house.receipts().get(SenseHouse.MQTT).texts())
                .allSatisfy(text -> assertThat(text).contains("Finance"));
    }

    private void awaitAllBut(String victim) {
        house.receipts().forEach((name, receipts) -> {
            if (!name.equals(victim)) {
                await("all events at " + name)
                        .atMost(victim.equals("none") ? PATIENCE : OTHERS_PATIENCE)
                        .until(() -> receipts.distinct() >= EVENTS);
            }
        });
    }

    private boolean isPaused(String destination) {
        return house.metric("footman_lane_paused{destination=\"" + destination + "\"}") == 1;
    }

    private void conclude(String name) throws IOException {
        int repeats =
                house.receipts().values().stream().mapToInt(Receipts::repeats).sum();
        Files.writeString(
                TABLE,
                String.format(
                        ROW,
                        name,
                        house.receipts().values().stream()
                                .mapToInt(Receipts::distinct)
                                .min()
                                .orElse(0),
                        distinct(SenseHouse.SLACK),
                        distinct(SenseHouse.WEBHOOK),
                        distinct(SenseHouse.MAIL),
                        distinct(SenseHouse.MQTT),
                        repeats),
                StandardOpenOption.APPEND);
        house.receipts().forEach((destination, receipts) -> {
            assertThat(receipts.distinct()).as(destination).isEqualTo(EVENTS);
            assertThat(receipts.repeats()).as("repeats at " + destination).isZero();
        });
    }

    private int distinct(String destination) {
        return Optional.ofNullable(house.receipts().get(destination))
                .map(Receipts::distinct)
                .orElse(0);
    }
}
