package io.footman.agent.intake.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footman.agent.destination.CapturedLogs;
import io.footman.agent.intake.StubJournal;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.sql.JournalSettings;
import io.footman.agent.journal.sql.SqlJournal;
import io.footman.agent.net.AllowList;
import io.footman.agent.net.AllowedAddresses;
import io.footman.agent.time.VirtualTime;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UdpDoorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST_DATAGRAM = 65_507;
    private static final String ID = "qlik-sense:qlik-sense:task-failed:";

    @TempDir
    Path folder;

    private final StubJournal journal = new StubJournal();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T08:15:32Z"));
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final List<UdpDoor> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(UdpDoor::close);
    }

    @Test
    void storesTaskEventsAndUserEvents() throws Exception {
        UdpDoor door = open(Map.of());
        try (Sender tasks = new Sender(door.taskEventsPort());
                Sender users = new Sender(door.userEventsPort())) {
            tasks.send(Sender.failedTask(1));
            users.send("/proxy-session/;server1;Start session;LAB;goran;o;/hub;Start session for user LAB\\goran");
        }

        await().atMost(PATIENCE).until(() -> journal.events().size() == 2);
        assertThat(journal.events())
                .extracting(event -> event.kind().name())
                .containsExactlyInAnyOrder("task-failed", "session-started");
        await().atMost(PATIENCE).until(() -> stored("new") == 2);
    }

    @Test
    void storesAnEventOnceThatComesTwice() throws Exception {
        UdpDoor door = open(Map.of());
        try (Sender sender = new Sender(door.taskEventsPort())) {
            sender.send(Sender.failedTask(1));
            sender.send(Sender.failedTask(1));
        }

        await().atMost(PATIENCE).until(() -> stored("duplicate") == 1);
        assertThat(journal.ids()).hasSize(1);
    }

    @Test
    void refusedMessagesAreCountedAndToldOnceAMinute() throws Exception {
        UdpDoor door = open(Map.of());
        try (CapturedLogs logs = new CapturedLogs();
                Sender sender = new Sender(door.taskEventsPort())) {
            for (int i = 0; i < 50; i++) {
                sender.send("/unheard-of/;x");
                sender.send("/scheduler-task-failed/;too;short");
            }
            await().atMost(PATIENCE).until(() -> refused("unknown-type") == 50 && refused("malformed") == 50);

            assertThat(text(logs).lines().filter(line -> line.contains("event=refused")))
                    .hasSize(2)
                    .allMatch(line -> line.contains("sender=\"127.0.0.1\"") && line.contains("qlik/log4net"));
        }
    }

    @Test
    void strangersAreRefusedAndToldWithAddressAndKey() throws Exception {
        UdpDoor door = open(Map.of("allowed-senders", List.of("10.1.0.0/16", "fd00::/8")));
        try (CapturedLogs logs = new CapturedLogs();
                Sender sender = new Sender(door.taskEventsPort())) {
            for (int i = 0; i < 10; i++) {
                sender.send(Sender.failedTask(i));
            }
            await().atMost(PATIENCE).until(() -> refused("unknown-sender") == 10);

            assertThat(text(logs).lines().filter(line -> line.contains("unknown-sender")))
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1", "footman.udp.allowed-senders");
        }
        assertThat(journal.ids()).isEmpty();
    }

    @Test
    void aNamedSenderIsLetInAtTheAddressThatTheNameHasNow() throws Exception {
        names.put("sense1.example.com", "10.9.9.9");
        UdpDoor door = open(Map.of("allowed-senders", "sense1.example.com"));
        try (Sender sender = new Sender(door.taskEventsPort())) {
            sender.send(Sender.failedTask(1));
            await().atMost(PATIENCE).until(() -> refused("unknown-sender") == 1);
            names.put("sense1.example.com", "127.0.0.1");

            time.advance(Duration.ofMinutes(1));

            await().atMost(PATIENCE).until(() -> {
                sender.send(Sender.failedTask(2));
                return !journal.ids().isEmpty();
            });
        }
    }

    @Test
    void aNameWithoutAddressLetsNobodyIn() throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            UdpDoor door = open(Map.of("allowed-senders", "sense1.example.com"));
            try (Sender sender = new Sender(door.taskEventsPort())) {
                sender.send(Sender.failedTask(1));
                await().atMost(PATIENCE).until(() -> refused("unknown-sender") == 1);
            }
            assertThat(text(logs)).contains("event=allowed-name-unresolved name=sense1.example.com addresses=none");
        }
    }

    @Test
    void aNameServiceThatIsAwayForAMomentShutsNobodyOut() throws Exception {
        names.put("sense1.example.com", "127.0.0.1");
        AllowList list = new AllowList(
                AllowedAddresses.read(
                        Settings.of("footman.udp", Map.of("allowed-senders", "sense1.example.com")),
                        "allowed-senders",
                        List.of()),
                this::resolve,
                time);
        list.resolve();
        names.clear();
        time.advance(Duration.ofMinutes(59));
        list.resolve();
        assertThat(list.allows(InetAddress.getByName("127.0.0.1"))).isTrue();

        time.advance(Duration.ofMinutes(2));
        list.resolve();

        assertThat(list.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
    }

    @Test
    void theHostOfTheRepositoryMaySendByDefault() throws Exception {
        UdpSettings settings = UdpSettings.read(Settings.of(
                "footman",
                Map.of(
                        "udp",
                        Map.of(),
                        "qlik-sense",
                        Map.of("repository", "https://sense.example.com:4242", "name", "s"))));

        assertThat(settings.senders().names()).containsExactly("sense.example.com");
        assertThat(settings.senders().networks()).hasToString("[127.0.0.0/8, 0:0:0:0:0:0:0:1/128]");
        assertThat(settings.taskEvents()).contains(9998);
        assertThat(settings.userEvents()).contains(9997);
        assertThat(settings.site()).isEqualTo("s");
    }

    @Test
    void mistakesNameTheirKey() {
        Settings footman = Settings.of(
                "footman",
                Map.of(
                        "udp",
                        Map.of(
                                "allowed-senders", List.of("10.1.2.3/99", "sense 1"),
                                "receive-buffer", "1KB",
                                "task-events", Map.of("port", 9000, "untyped", "maybe"),
                                "user-events", Map.of("port", 9000))));

        UdpSettings.read(footman);

        assertThat(footman.mistakes())
                .extracting(Object::toString)
                .anyMatch(mistake -> mistake.contains("footman.udp.allowed-senders") && mistake.contains("10.1.2.3/99"))
                .anyMatch(mistake -> mistake.contains("footman.udp.allowed-senders") && mistake.contains("sense 1"))
                .anyMatch(mistake -> mistake.contains("footman.udp.receive-buffer"))
                .anyMatch(mistake -> mistake.contains("footman.udp.task-events.untyped"))
                .anyMatch(mistake -> mistake.contains("footman.udp.user-events.port"))
                .hasSize(5);
    }

    @Test
    void aTakenPortRefusesTheStartNamingTheKey() throws Exception {
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            assertThatThrownBy(() -> open(Map.of("task-events", Map.of("port", other.getLocalPort()))))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("footman.udp.task-events.port")
                    .hasMessageContaining("127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void listensOnIpv6() throws Exception {
        UdpDoor door = open(Map.of("host", "::1"));
        try (Sender sender = new Sender("::1", door.taskEventsPort())) {
            sender.send(Sender.failedTask(1));
        }

        await().atMost(PATIENCE).until(() -> journal.ids().size() == 1);
    }

    @Test
    void whatCameInBeforeTheStopIsStored() throws Exception {
        UdpDoor door = open(Map.of());
        try (Sender sender = new Sender(door.taskEventsPort())) {
            for (int i = 0; i < 500; i++) {
                sender.send(Sender.failedTask(i));
            }
        }
        door.close();

        assertThat(journal.ids()).hasSize(500);
    }

    @Test
    void nothingIsLostWhileTheJournalCannotWrite() throws Exception {
        journal.full(true);
        UdpDoor door = open(Map.of());
        try (Sender sender = new Sender(door.taskEventsPort())) {
            for (int i = 0; i < 20_000; i++) {
                sender.send(Sender.failedTask(i));
                awaitRead(door, i);
            }
        }
        await().atMost(PATIENCE).until(() -> journal.attempts() >= 2);
        assertThat(journal.ids()).isEmpty();

        journal.full(false);

        await().atMost(PATIENCE).until(() -> journal.ids().size() == 20_000);
        assertThat(meters.counter("footman.intake.udp.overflow", "door", "task-events")
                        .count())
                .isZero();
    }

    @Test
    void whatDoesNotFitIsCountedAndTold() throws Exception {
        journal.full(true);
        UdpDoor door = open(Map.of());
        try (CapturedLogs logs = new CapturedLogs();
                Sender sender = new Sender(door.userEventsPort())) {
            byte[] large = new byte[LARGEST_DATAGRAM];
            System.arraycopy(DatagramReaderTest.bytes("/proxy-session/;s;Start session;LAB;u;o;c;"), 0, large, 0, 42);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                for (int i = 0; i < 20; i++) {
                    sender.send(large);
                }
                return overflow("user-events") > 0;
            });
            time.advance(Duration.ofMinutes(1));

            await().atMost(PATIENCE).until(() -> text(logs).contains("event=datagrams-overflowed door=user-events"));
        }
    }

    @Test
    void aFloodOfGarbageHurtsNoNeighbour() throws Exception {
        UdpDoor door = open(Map.of());
        Random random = new Random(7);
        int garbage = 120_000;
        int every = 1_000;
        try (Sender sender = new Sender(door.taskEventsPort())) {
            for (int i = 0; i < garbage; i++) {
                sender.send(garbage(random, i));
                if (i % every == 0) {
                    sender.send(Sender.failedTask(i));
                }
                awaitRead(door, i);
            }
        }

        await().atMost(PATIENCE).until(() -> journal.ids().size() == garbage / every);
        await().atMost(PATIENCE).until(() -> waiting() == 0);
        double refused = refused("unknown-type") + refused("malformed");
        assertThat(refused).isEqualTo(garbage);
        assertThat(refused("defect")).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aBurstIsStoredExceptWhatTheSystemDroppedAndThatIsTold() throws Exception {
        int burst = 10_000;
        byte[][] datagrams = new byte[burst][];
        for (int i = 0; i < burst; i++) {
            datagrams[i] = Sender.failedTask(i, 600);
        }
        try (Journal real = SqlJournal.open(
                        new JournalSettings.File(folder.resolve("journal.db")), time, new SimpleMeterRegistry());
                CapturedLogs logs = new CapturedLogs()) {
            UdpDoor door = open(Map.of(), real);
            try (Sender sender = new Sender(door.taskEventsPort())) {
                for (byte[] datagram : datagrams) {
                    sender.send(datagram);
                }
            }

            await().atMost(PATIENCE).until(() -> stored("new") + dropped() == burst);
            assertThat(overflow("task-events")).isZero();
            assertThat(real.backlog().events()).isEqualTo((long) stored("new"));
            time.advance(Duration.ofMinutes(1));
            if (dropped() > 0) {
                await().atMost(PATIENCE).until(() -> text(logs).contains("event=datagrams-dropped-by-system"));
            }
            door.close();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheSystemDropsIsCountedAndTold() throws Exception {
        UdpDoor door = open(Map.of("receive-buffer", "64KB"), new StubJournal());
        try (CapturedLogs logs = new CapturedLogs();
                Sender sender = new Sender(door.taskEventsPort())) {
            byte[] large = new byte[LARGEST_DATAGRAM];
            await().atMost(PATIENCE).until(() -> {
                for (int i = 0; i < 200; i++) {
                    sender.send(large);
                }
                return dropped() > 0;
            });
            time.advance(Duration.ofMinutes(1));

            await().atMost(PATIENCE)
                    .until(() -> text(logs).contains("event=datagrams-dropped-by-system door=task-events"));
            assertThat(text(logs)).contains("net.core.rmem_max");
        }
    }

    private static byte[] garbage(Random random, int number) {
        byte[] bytes = new byte[number % 500 == 0 ? LARGEST_DATAGRAM : 1 + random.nextInt(200)];
        random.nextBytes(bytes);
        if (number % 3 == 0) {
            byte[] tag = DatagramReaderTest.bytes("/scheduler-task-failed/;");
            System.arraycopy(tag, 0, bytes, 0, Math.min(tag.length, bytes.length));
        }
        return bytes;
    }

    /** A sender on the same machine can be faster than a slow machine reads; what is tested is not the kernel's buffer. */
    private void awaitRead(UdpDoor door, int sent) throws Exception {
        if (sent % 500 == 0) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> kernelQueueEmpty(door));
        }
    }

    private static boolean kernelQueueEmpty(UdpDoor door) throws Exception {
        if (OS.current() != OS.LINUX) {
            return true;
        }
        String port = String.format(":%04X ", door.taskEventsPort());
        return Files.readAllLines(Path.of("/proc/net/udp")).stream()
                .filter(line -> line.contains(port) && line.contains(":0000 07 "))
                .allMatch(line -> line.contains(" 00000000:00000000 "));
    }

    private static String text(CapturedLogs logs) {
        return String.join("\n", logs.lines());
    }

    private UdpDoor open(Map<String, Object> udp) {
        return open(udp, journal);
    }

    private UdpDoor open(Map<String, Object> udp, Journal into) {
        Map<String, Object> values = new HashMap<>(
                Map.of("host", "127.0.0.1", "task-events", Map.of("port", 0), "user-events", Map.of("port", 0)));
        values.putAll(udp);
        Settings footman = Settings.of("footman", Map.of("udp", values));
        UdpSettings settings = UdpSettings.read(footman);
        assertThat(footman.mistakes()).isEmpty();
        UdpDoor door = new UdpDoor(settings, this::resolve, ZoneOffset.UTC, into, time, time, meters);
        opened.add(door);
        door.start();
        return door;
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        String address = names.get(host);
        if (address == null) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getByName(address));
    }

    private double refused(String reason) {
        return meters.counter("footman.intake.refused", "reason", reason).count();
    }

    private double stored(String result) {
        return meters.counter("footman.intake.stored", "result", result).count();
    }

    private double overflow(String door) {
        return meters.counter("footman.intake.udp.overflow", "door", door).count();
    }

    private double waiting() {
        return meters.get("footman.intake.udp.waiting")
                .tag("door", "task-events")
                .gauge()
                .value();
    }

    private double dropped() {
        return meters.get("footman.intake.udp.dropped")
                .tag("door", "task-events")
                .functionCounter()
                .count();
    }
}
