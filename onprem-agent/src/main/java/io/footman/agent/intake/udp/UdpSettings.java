package io.footman.agent.intake.udp;

import io.footman.agent.net.AllowedAddresses;
import io.footman.model.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The UDP doors: section {@code footman.udp}, and what {@code footman.qlik-sense} says about the site behind them.
 *
 * @param host what is listened on: an address of this machine
 * @param senders who may send
 * @param receiveBufferBytes how much the operating system shall keep for each port while the agent is busy
 * @param taskEvents port of the scheduler's and the engine's messages, if open; 0 takes any free port
 * @param oldestTasks whether messages of the appender files of 2016 and 2017 are accepted, which nothing but their number
 *     of fields tells from garbage
 * @param userEvents port of the proxy's messages, if open
 * @param site the site's name in rules, logs and event ids
 */
public record UdpSettings(
        String host,
        AllowedAddresses senders,
        int receiveBufferBytes,
        Optional<Integer> taskEvents,
        boolean oldestTasks,
        Optional<Integer> userEvents,
        String site) {
    public static final String HOST = "0.0.0.0";
    public static final int TASK_EVENTS_PORT = 9998;
    public static final int USER_EVENTS_PORT = 9997;

    /** Holds some 6,000 messages of 600 bytes: what comes in while the process is stopped for a moment. */
    public static final long RECEIVE_BUFFER_BYTES = 4L << 20;

    public static final String SITE = "qlik-sense";

    private static final String SENDERS = "allowed-senders";
    private static final long LEAST_RECEIVE_BUFFER = 64L << 10;
    private static final long MOST_RECEIVE_BUFFER = 256L << 20;
    private static final int LAST_PORT = 65_535;

    /** What the key {@code untyped} can be. */
    private enum Untyped {
        REFUSE,
        FAILED
    }

    /** Reads the section below {@code footman}; mistakes are collected there. */
    public static UdpSettings read(Settings footman) {
        Settings udp = footman.section("udp");
        Settings sense = footman.section("qlik-sense");
        Optional<URI> repository = sense.optionalUri("repository", List.of("https"));
        Settings tasks = udp.section("task-events");
        Settings users = udp.section("user-events");
        Optional<Integer> taskPort = port(tasks, TASK_EVENTS_PORT);
        Optional<Integer> userPort = port(users, USER_EVENTS_PORT);
        if (taskPort.isEmpty() && userPort.isEmpty()) {
            udp.mistake("task-events.enabled", "is false, and so is user-events.enabled", "Remove the section udp");
        }
        if (taskPort.isPresent() && taskPort.equals(userPort) && taskPort.get() != 0) {
            users.mistake("port", "is that of task-events too", "Give each a port of its own");
        }
        boolean oldest = tasks.choice("untyped", Untyped.class, Untyped.REFUSE) == Untyped.FAILED;
        return new UdpSettings(
                udp.text("host", HOST).strip(),
                senders(udp, repository),
                receiveBuffer(udp),
                taskPort,
                oldest,
                userPort,
                sense.text("name", SITE));
    }

    private static AllowedAddresses senders(Settings udp, Optional<URI> repository) {
        List<String> defaults = new ArrayList<>(AllowedAddresses.LOOPBACK);
        repository.map(URI::getHost).ifPresent(host -> defaults.add(host.replaceAll("[\\[\\]]", "")));
        AllowedAddresses senders = AllowedAddresses.read(udp, SENDERS, defaults);
        if (udp.texts(SENDERS, defaults).isEmpty()) {
            udp.mistake(
                    SENDERS, "names nobody who may send", "Name the Qlik Sense nodes by address, network or host name");
        }
        return senders;
    }

    private static Optional<Integer> port(Settings section, int defaultPort) {
        int port = section.number("port", defaultPort, 0, LAST_PORT);
        return section.flag("enabled", true) ? Optional.of(port) : Optional.empty();
    }

    private static int receiveBuffer(Settings udp) {
        long bytes = udp.bytes("receive-buffer", RECEIVE_BUFFER_BYTES);
        if (bytes < LEAST_RECEIVE_BUFFER || bytes > MOST_RECEIVE_BUFFER) {
            udp.mistake("receive-buffer", "is out of range", "Give a size from 64KB to 256MB, such as 4MB");
            return (int) RECEIVE_BUFFER_BYTES;
        }
        return (int) bytes;
    }
}
