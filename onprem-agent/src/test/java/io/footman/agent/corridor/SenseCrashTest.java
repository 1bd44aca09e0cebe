package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real agent in a process of its own, ended in the middle of a burst of 200 datagrams. Nobody acknowledges a datagram,
 * so what counts is the journal: what it held when the agent was killed reaches every destination, and a kill repeats at
 * most one message at each. An orderly end stores first what the socket still held, so that nothing is lost at all.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SenseCrashTest {
    private static final int BURST = 200;
    private static final int LIVES = 3;
    private static final long SEED = 20_261_120L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STORED = "footman_intake_stored_total{result=\"new\"}";
    private static final Pattern TASK_NUMBER = Pattern.compile("00000001-0000-4000-8000-(\\d{12})$");

    @TempDir
    Path folder;

    private SenseHouse house;

    @BeforeEach
    void start() {
        house = new SenseHouse(folder);
    }

    @AfterEach
    void stop() throws Exception {
        house.close();
    }

    @Test
    void deliversWhatWasStoredAndRepeatsAtMostOneMessageWhenKilled() throws Exception {
        Random random = new Random(SEED);
        for (int life = 0; life < LIVES; life++) {
            int seen;
            try (AgentProcess agent = new AgentProcess(house.configuration("30s"))) {
                house.awaitReady();
                int before = slackDistinct();
                house.fail(life * BURST, BURST);
                int until = before + 1 + random.nextInt(BURST / 2);
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> slackDistinct() >= until);
                seen = house.metric(STORED);
                agent.kill();
            }
            assertThat(stored().size())
                    .as("what was seen stored in life %d is in the journal", life)
                    .isGreaterThanOrEqualTo(life * BURST + seen);
        }
        Set<Integer> stored = stored();
        try (AgentProcess last = new AgentProcess(house.configuration("30s"))) {
            house.receipts()
                    .forEach((name, receipts) -> await("everything stored at " + name)
                            .atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(receipts.distinct()).isEqualTo(stored.size())));
            last.terminate();
        }
        house.receipts().forEach((name, receipts) -> {
            assertThat(receipts.tasks()).as(name).isEqualTo(stored);
            assertThat(receipts.repeats()).as("repeats at " + name).isLessThanOrEqualTo(LIVES);
        });
    }

    @Test
    void losesAndRepeatsNothingWhenStoppedInAnOrderlyWay() throws Exception {
        for (int life = 0; life < LIVES; life++) {
            try (AgentProcess agent = new AgentProcess(house.configuration("30s"))) {
                house.awaitReady();
                int before = slackDistinct();
                house.fail(life * BURST, BURST);
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> slackDistinct() > before);
                assertThat(agent.terminate()).isEqualTo(143);
            }
        }
        try (AgentProcess last = new AgentProcess(house.configuration("30s"))) {
            house.receipts()
                    .forEach((name, receipts) -> await("everything at " + name)
                            .atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(receipts.distinct()).isEqualTo(LIVES * BURST)));
            last.terminate();
        }
        house.receipts().forEach((name, receipts) -> {
            assertThat(receipts.distinct()).as(name).isEqualTo(LIVES * BURST);
            assertThat(receipts.repeats()).as("repeats at " + name).isZero();
        });
    }

    private int slackDistinct() {
        return house.slack().receipts().distinct();
    }

    /** The numbers of the tasks whose events the journal holds. */
    private Set<Integer> stored() throws SQLException {
        Set<Integer> numbers = new TreeSet<>();
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("footman.db"));
                Statement query = journal.createStatement();
                ResultSet ids = query.executeQuery("SELECT id FROM event")) {
            while (ids.next()) {
                Matcher number = TASK_NUMBER.matcher(ids.getString(1));
                assertThat(number.find()).as(ids.getString(1)).isTrue();
                numbers.add(Integer.parseInt(number.group(1)));
            }
        }
        return numbers;
    }
}
