package io.footman.quickstart;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * A failed task as the scheduler of a client-managed Qlik Sense tells it over UDP, by the pattern of
 * {@code qlik/log4net/scheduler/LocalLogConfig.xml}.
 *
 * @param datagram the fields, separated by semicolons
 */
record SampleTask(String name, String datagram) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS");

    static SampleTask failed(String name, Clock clock) {
        return new SampleTask(
                name,
                String.join(
                        ";",
                        "/scheduler-task-failed/",
                        "sense1",
                        name,
                        "Sales report",
                        "INTERNAL\\sa_scheduler",
                        id("task " + name),
                        id("app of " + name),
                        DATE.format(LocalDateTime.ofInstant(clock.instant(), clock.getZone())),
                        "WARN",
                        UUID.randomUUID().toString(),
                        "Max retries reached"));
    }

    /** One datagram, as log4net sends it: nobody tells whether it arrived. */
    void send(int port) throws IOException {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static String id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
