package io.footman.agent.intake.udp;

import io.footman.agent.intake.Door;
import io.footman.agent.intake.RefusalReason;
import io.footman.agent.intake.Refusals;
import io.footman.agent.journal.Journal;
import io.footman.agent.net.AllowList;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entrance for the datagrams of a client-managed site: task events and user events, each at a port of its own. */
public final class UdpDoor implements Door {
    /** 100,000 task messages of 600 bytes. */
    private static final long TASK_BUFFER_BYTES = 64L << 20;

    /** What users do comes in greater numbers and matters less. */
    private static final long USER_BUFFER_BYTES = 16L << 20;

    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final long FIRST_NAMES_SECONDS = 5;
    private static final long THREAD_IDLE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(UdpDoor.class);

    private static final String APPENDER = "install the files of qlik/log4net on the Qlik Sense nodes";
    private static final Map<RefusalReason, String> REMEDIES = Map.of(
            RefusalReason.UNKNOWN_SENDER,
            "add the address to footman.udp.allowed-senders, or stop the sender",
            RefusalReason.UNKNOWN_TYPE,
            APPENDER + "; messages of 2016 and 2017 need footman.udp.task-events.untyped: failed",
            RefusalReason.UNKNOWN_COMMAND,
            APPENDER + ": they send the four activities only that Footman tells about",
            RefusalReason.MALFORMED,
            APPENDER + "; a pattern of your own must keep the order of the fields",
            RefusalReason.UNSTORABLE,
            "report it as a defect of Footman",
            RefusalReason.DEFECT,
            "report it as a defect of Footman");

    private final UdpSettings settings;
    private final AllowList senders;
    private final Clock clock;
    private final Alarms alarms;
    private final @Nullable UdpPort tasks;
    private final @Nullable UdpPort users;
    private final List<LossReport> losses = new ArrayList<>();
    private final ThreadPoolExecutor rounds;
    private volatile Alarms.@Nullable Alarm next;

    /** The door, closed. @param zone of the log times */
    public UdpDoor(
            UdpSettings settings,
            AllowList.NameService names,
            ZoneId zone,
            Journal journal,
            Clock clock,
            Alarms alarms,
            MeterRegistry meters) {
        this.settings = settings;
        this.senders = new AllowList(settings.senders(), names, clock);
        this.clock = clock;
        this.alarms = alarms;
        Refusals refusals = new Refusals("sender", REMEDIES, clock, meters);
        UdpPort.Surroundings surroundings = new UdpPort.Surroundings(senders, refusals, journal, clock, meters);
        SenseEvents events = new SenseEvents(settings.site(), zone);
        DatagramReader.Untyped untyped =
                settings.oldestTasks() ? DatagramReader.Untyped.ANY_TASKS : DatagramReader.Untyped.PROVEN_TASKS;
        this.tasks = settings.taskEvents().isEmpty()
                ? null
                : new UdpPort("task-events", new DatagramReader(events, untyped), TASK_BUFFER_BYTES, surroundings);
        DatagramReader userReader = new DatagramReader(events, DatagramReader.Untyped.USER_ACTIVITIES);
        this.users = settings.userEvents().isEmpty()
                ? null
                : new UdpPort("user-events", userReader, USER_BUFFER_BYTES, surroundings);
        KernelDrops kernel = new KernelDrops(Path.of("/proc"));
        ports().forEach(port -> losses.add(new LossReport(port, kernel, meters)));
        this.rounds = new ThreadPoolExecutor(
                1, 1, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "footman-udp-rounds");
                    thread.setDaemon(true);
                    return thread;
                });
        rounds.allowCoreThreadTimeOut(true);
    }

    @Override
    public void start() {
        awaitNames(rounds.submit(senders::resolve));
        InetAddress host = host();
        settings.taskEvents().ifPresent(port -> open(tasks, host, port));
        settings.userEvents().ifPresent(port -> open(users, host, port));
        LOG.info(
                "event=udp-open host={} task-events={} user-events={} senders=\"{} {}\"",
                settings.host(),
                taskEventsPort(),
                userEventsPort(),
                settings.senders().networks(),
                settings.senders().names());
        nextRound();
    }

    /** The port of the scheduler's messages; 0 while it is not open. */
    public int taskEventsPort() {
        return port(tasks);
    }

    /** The port of the proxy's messages; 0 while it is not open. */
    public int userEventsPort() {
        return port(users);
    }

    @Override
    public void close() {
        Alarms.Alarm waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
        losses.forEach(LossReport::tell);
        ports().forEach(UdpPort::close);
        rounds.shutdown();
    }

    private List<UdpPort> ports() {
        List<UdpPort> ports = new ArrayList<>();
        if (tasks != null) {
            ports.add(tasks);
        }
        if (users != null) {
            ports.add(users);
        }
        return ports;
    }

    private static int port(@Nullable UdpPort port) {
        Receiver receiver = port == null ? null : port.receiver();
        return receiver == null ? 0 : receiver.port();
    }

    /** Names that are found late let their senders in late: better than not to start. */
    private static void awaitNames(Future<?> resolving) {
        try {
            resolving.get(FIRST_NAMES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("event=sender-names-late detail=\"their datagrams are refused until the name service answers\"");
        }
    }

    private InetAddress host() {
        try {
            return InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw invalid(
                    "host", "is \"" + settings.host() + "\", which has no address", "Give an address of this machine");
        }
    }

    private void open(@Nullable UdpPort door, InetAddress host, int port) {
        if (door == null) {
            return;
        }
        try {
            door.open(new InetSocketAddress(host, port), settings.receiveBufferBytes());
        } catch (IOException | UnsupportedOperationException e) {
            close();
            throw invalid(
                    door.name() + ".port",
                    settings.host() + ":" + port + " cannot be listened on: " + e.getMessage(),
                    "Stop the program that uses the port (Butler, if it still runs), or choose another host or port");
        }
        warnOfSmallBuffer(door);
    }

    private void warnOfSmallBuffer(UdpPort door) {
        Receiver receiver = door.receiver();
        if (receiver != null && receiver.receiveBufferBytes() < settings.receiveBufferBytes()) {
            LOG.warn(
                    "event=receive-buffer-small door={} asked={} granted={} remedy=\"bursts are dropped by the system: sysctl -w"
                            + " net.core.rmem_max={}\"",
                    door.name(),
                    settings.receiveBufferBytes(),
                    receiver.receiveBufferBytes(),
                    settings.receiveBufferBytes());
        }
    }

    private static InvalidSettingsException invalid(String key, String problem, String remedy) {
        return new InvalidSettingsException(List.of(new Mistake("footman.udp." + key, problem, remedy)));
    }

    private void nextRound() {
        next = alarms.at(clock.instant().plus(ROUND), this::round);
    }

    private void round() {
        try {
            rounds.execute(() -> {
                losses.forEach(LossReport::tell);
                senders.resolve();
            });
            nextRound();
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
            LOG.debug("event=udp-round-skipped");
        }
    }
}
