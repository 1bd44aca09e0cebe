package io.footman.agent.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.sql.JournalSettings;
import io.footman.agent.journal.sql.SqlJournal;
import io.footman.agent.model.Event;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.mqtt.MqttConnection;
import io.footman.agent.mqtt.MqttSettings;
import io.footman.model.settings.Settings;
import io.footman.testkit.TestBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MqttIntakeTest {
    private static final String ID = "qlik-cloud:" + Publisher.TENANT + ":";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StubJournal journal = new StubJournal();
    private final List<MqttIntake> opened = new ArrayList<>();

    /** Ids of the events in the order in which their messages came from the broker. */
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    private TestBroker broker;

    @BeforeEach
    void start() {
        broker = new TestBroker(folder.resolve("broker")).start();
    }

    @AfterEach
    void stop() {
        opened.forEach(MqttIntake::close);
        broker.close();
    }

    @Test
    void storesWhatTheGatewayPublished() {
        open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("1").join();
        }

        await().atMost(PATIENCE).until(() -> journal.ids().equals(List.of(ID + "1")));
        assertThat(stored("new")).isEqualTo(1);
        assertThat(journal.events().get(0).facts()).containsEntry("appName", "Försäljning €");
    }

    @Test
    void doesNotGetAgainWhatItAcknowledged() {
        MqttIntake first = open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("a", 100);
            await().atMost(PATIENCE).until(() -> journal.ids().size() == 100);
            first.close();
            StubJournal second = new StubJournal();
            open(second);
            publisher.signed("last").join();

            await().atMost(PATIENCE).until(() -> !second.ids().isEmpty());
            assertThat(second.ids()).containsExactly(ID + "last");
        }
    }

    @Test
    void getsAgainWhatWasNotStoredBeforeACrash() {
        StubJournal crashing = new StubJournal();
        crashing.hanging();
        MqttConnection dying = connection(Map.of());
        MqttIntake first = intake(dying, crashing);
        first.start();
        await().atMost(PATIENCE).until(dying::isReceiving);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signedInOrder("a", 50);
        }
        await().atMost(PATIENCE).until(() -> crashing.attempts() > 0);
        dying.close();

        open(journal);

        await().atMost(PATIENCE).until(() -> journal.ids().size() == 50);
        assertThat(journal.ids()).isEqualTo(ids("a", 50));
    }

    @Test
    void getsEverythingInOrderThatCameWhileItWasAway() {
        open(journal).close();
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signedInOrder("a", 1000);
        }

        open(journal);

        await().atMost(PATIENCE).until(() -> journal.ids().size() == 1000);
        assertThat(journal.ids()).isEqualTo(ids("a", 1000));
    }

    @Test
    void goesOnAfterTheBrokerWasAway() {
        open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("a", 100);
        }
        broker.stop();
        broker.start();
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("b", 100);
        }

        await().atMost(PATIENCE).until(() -> journal.ids().size() == 200);
    }

    @Test
    void startsWhileTheBrokerIsDown() {
        broker.stop();
        MqttConnection connection = connection(Map.of());
        MqttIntake intake = intake(connection, journal);
        Instant before = Instant.now();

        intake.start();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(connection.isReceiving()).isFalse();
        broker.start();
        await().atMost(PATIENCE).until(connection::isReceiving);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("1").join();
        }
        await().atMost(PATIENCE).until(() -> journal.ids().size() == 1);
    }

    @Test
    void letsInNeitherUnsignedNorForgedEventsWhenTheTenantHasASecret() {
        open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            byte[] body = Publisher.event("forged");
            publisher.unsigned(Publisher.TOPIC, body).join();
            publisher.publish(Publisher.TOPIC, body, "0".repeat(64)).join();
            publisher.publish(Publisher.TOPIC, body, "no signature at all").join();
            publisher.signed("real").join();
        }

        await().atMost(PATIENCE).until(() -> journal.ids().equals(List.of(ID + "real")));
        assertThat(refused("unsigned")).isEqualTo(1);
        assertThat(refused("forged")).isEqualTo(2);
    }

    @Test
    void acceptsUnsignedEventsOfATenantWithoutSecret() {
        MqttConnection connection = connection(Map.of());
        opened.add(new MqttIntake(
                connection,
                readers(CloudTenants.read(Settings.of(
                        "q", Map.of("tenants", Map.of("acme", Map.of("id", Publisher.TENANT)))))),
                journal,
                Clock.systemUTC(),
                meters));
        opened.get(0).start();
        await().atMost(PATIENCE).until(connection::isReceiving);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.unsigned(Publisher.TOPIC, Publisher.event("1")).join();
        }

        await().atMost(PATIENCE).until(() -> journal.ids().size() == 1);
    }

    @Test
    void aFloodOfGarbageHurtsNoNeighbourAndNoLog() {
        ListAppender<ILoggingEvent> log = listen();
        open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            for (int i = 0; i < 300; i++) {
                publisher.unsigned("qscloud/garbage", ("\0{garbage " + i).getBytes(StandardCharsets.UTF_8));
                publisher.unsigned("qscloud/empty", new byte[0]);
                publisher.unsigned(
                        Publisher.TOPIC,
                        new String(Publisher.event("x" + i), StandardCharsets.UTF_8)
                                .replace(Publisher.TENANT, "nobody")
                                .getBytes(StandardCharsets.UTF_8));
                publisher.unsigned("qscloud/deep", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
            }
            publisher.unsigned("qscloud/large", new byte[CloudMessageReader.LARGEST + 1]);
            publisher.signed("valid").join();
        }

        await().atMost(PATIENCE).until(() -> journal.ids().equals(List.of(ID + "valid")));
        assertThat(refused("malformed")).isEqualTo(900);
        assertThat(refused("unknown-tenant")).isEqualTo(300);
        assertThat(refused("too-large")).isEqualTo(1);
        assertThat(log.list)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.getFormattedMessage())
                        .contains("topic=\"qscloud/")
                        .doesNotContain("garbage 0"));
    }

    @Test
    void refusesATopicLeftOverFromAnEarlierConfiguration() {
        MqttConnection earlier = connection(Map.of("topics", List.of("qscloud/#", "old/#")));
        intake(earlier, journal).start();
        await().atMost(PATIENCE).until(earlier::isReceiving);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("1").join();
            await().atMost(PATIENCE).until(() -> journal.ids().size() == 1);
            opened.get(0).close();
            publisher.unsigned("old/topic", Publisher.event("2")).join();
        }

        open(journal);

        await().atMost(PATIENCE).until(() -> refused("unexpected-topic") == 1);
    }

    @Test
    void losesNothingAndKeepsTheOrderWhileTheJournalCannotStore() {
        journal.full(true);
        MqttIntake intake = open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signedInOrder("a", 200);
            await().atMost(PATIENCE).until(() -> journal.attempts() >= 3);
            assertThat(meters.get("footman.intake.waiting").gauge().value()).isPositive();

            journal.full(false);

            await().atMost(PATIENCE).until(() -> journal.ids().size() == 200);
            // The order is the broker's: it swaps neighbours now and then when the machine is busy.
            assertThat(journal.ids()).isEqualTo(delivered).containsExactlyInAnyOrderElementsOf(ids("a", 200));
            intake.close();
            StubJournal second = new StubJournal();
            open(second);
            publisher.signed("last").join();
            await().atMost(PATIENCE).until(() -> !second.ids().isEmpty());
            assertThat(second.ids()).as("all was acknowledged").containsExactly(ID + "last");
        }
    }

    @Test
    void acknowledgesNothingThatTheJournalCouldNotStore() {
        journal.full(true);
        MqttIntake first = open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("a", 20);
        }
        await().atMost(PATIENCE).until(() -> journal.attempts() >= 2);
        first.close();
        StubJournal second = new StubJournal();

        open(second);

        await().atMost(PATIENCE).until(() -> second.ids().size() == 20);
        assertThat(journal.ids()).isEmpty();
    }

    @Test
    void oneEventThatCannotBeStoredHoldsUpNoNeighbour() {
        journal.poison(event -> event.id().endsWith(":a7"));
        journal.full(true);
        open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("a", 20);
        }
        await().atMost(PATIENCE)
                .until(() -> meters.get("footman.intake.waiting").gauge().value() == 20);

        journal.full(false);

        await().atMost(PATIENCE).until(() -> journal.ids().size() == 19);
        assertThat(journal.ids()).doesNotContain(ID + "a7");
        assertThat(refused("unstorable")).isEqualTo(1);
    }

    @Test
    void storesAnEventOnceThatComesTwice() {
        try (Journal real = SqlJournal.open(
                new JournalSettings.File(folder.resolve("journal.db")), Clock.systemUTC(), new SimpleMeterRegistry())) {
            MqttIntake intake = open(real);
            try (Publisher publisher = new Publisher(broker.port())) {
                publisher.signed("1").join();
                publisher.signed("1").join();
                await().atMost(PATIENCE).until(() -> stored("duplicate") == 1);
            }
            assertThat(stored("new")).isEqualTo(1);
            assertThat(real.backlog().events()).isEqualTo(1);
            intake.close();
        }
    }

    @Test
    void agentsOfOneGroupShareTheMessages() {
        StubJournal other = new StubJournal();
        for (StubJournal each : List.of(journal, other)) {
            MqttConnection connection =
                    connection(Map.of("shared-group", "agents", "client-id", "agent-" + each.hashCode()));
            intake(connection, each).start();
            await().atMost(PATIENCE).until(connection::isReceiving);
        }
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("a", 200);
        }

        await().atMost(PATIENCE).until(() -> journal.ids().size() + other.ids().size() >= 200);
        assertThat(journal.ids()).doesNotContainAnyElementsOf(other.ids());
    }

    @Test
    void takesInAThousandEventsPerSecond() {
        int events = 5000;
        try (Journal real = SqlJournal.open(
                new JournalSettings.File(folder.resolve("journal.db")), Clock.systemUTC(), new SimpleMeterRegistry())) {
            open(real).close();
            try (Publisher publisher = new Publisher(broker.port())) {
                publisher.signed("a", events);
            }
            Instant start = Instant.now();
            MqttIntake intake = open(real);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> stored("new") == events);
            double perSecond =
                    events * 1000.0 / Duration.between(start, Instant.now()).toMillis();
            intake.close();
            System.out.printf("took in %.0f events/s%n", perSecond);
            assertThat(perSecond)
                    .as("events per second, slow machines included")
                    .isGreaterThan(500);
        }
    }

    @Test
    void needsNoProcessorTimeWhileNothingHappens() {
        open(journal);
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.signed("1").join();
        }
        await().atMost(PATIENCE).until(() -> journal.ids().size() == 1);
        Map<String, Long> before = processorTime();

        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

        processorTime()
                .forEach((thread, nanos) -> assertThat(Duration.ofNanos(nanos - before.getOrDefault(thread, 0L)))
                        .as(thread)
                        .isLessThan(Duration.ofMillis(20)));
    }

    private static Map<String, Long> processorTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> times = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null
                    && (info.getThreadName().startsWith("footman")
                            || info.getThreadName().startsWith("com.hivemq"))) {
                times.put(info.getThreadName() + "/" + id, threads.getThreadCpuTime(id));
            }
        }
        return times;
    }

    private MqttIntake open(Journal into) {
        MqttConnection connection = connection(Map.of());
        MqttIntake intake = intake(connection, into);
        intake.start();
        await().atMost(PATIENCE).until(connection::isReceiving);
        return intake;
    }

    private MqttIntake intake(MqttConnection connection, Journal into) {
        Settings tenants = Settings.of(
                "footman.qlik-cloud",
                Map.of(
                        "tenants",
                        Map.of(
                                "acme",
                                Map.of(
                                        "id",
                                        Publisher.TENANT,
                                        "webhook-secrets",
                                        List.of(Publisher.SECRET.reveal())))));
        MqttIntake intake =
                new MqttIntake(connection, readers(CloudTenants.read(tenants)), into, Clock.systemUTC(), meters);
        opened.add(intake);
        return intake;
    }

    private Map<MqttTopicFilter, MessageReader> readers(CloudTenants tenants) {
        MessageReader cloud = new CloudMessageReader(
                tenants, new CloudEvents(new LocalFormat(Locale.US, ZoneOffset.UTC)), Clock.systemUTC());
        MessageReader noting = message -> {
            Event event = cloud.read(message);
            delivered.add(event.id());
            return event;
        };
        return settings(Map.of()).topics().stream().collect(Collectors.toMap(topic -> topic, topic -> noting));
    }

    private MqttConnection connection(Map<String, Object> further) {
        return new MqttConnection(settings(further));
    }

    private MqttSettings settings(Map<String, Object> further) {
        Map<String, Object> values = new HashMap<>(Map.of("url", broker.url()));
        values.putAll(further);
        return MqttSettings.read(Settings.of("footman.mqtt", values), "footman-agent-test");
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> ID + prefix + i).toList();
    }

    private double refused(String reason) {
        return meters.counter("footman.intake.refused", "reason", reason).count();
    }

    private double stored(String result) {
        return meters.counter("footman.intake.stored", "result", result).count();
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(Refusals.class)).addAppender(appender);
        return appender;
    }
}
