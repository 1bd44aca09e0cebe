package io.footman.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What Linux tells of the socket that is bound to a UDP port ({@code /proc/net/udp} and {@code udp6}); zeros elsewhere.
 *
 * @param waitingBytes taken by datagrams that nobody has read
 * @param drops datagrams for which there was no room since the socket was opened
 */
record UdpSocket(long waitingBytes, long drops) {
    private static final int ADDRESS = 1;
    private static final int QUEUES = 4;
    private static final int DROPS = 12;
    private static final int HEX = 16;

    static UdpSocket of(int port) throws IOException {
        String ending = String.format(Locale.ROOT, ":%04X", port);
        long waiting = 0;
        long drops = 0;
        for (String table : new String[] {"/proc/net/udp", "/proc/net/udp6"}) {
            if (!Files.exists(Path.of(table))) {
                continue;
            }
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.trim().split("\\s+");
                if (fields.length > DROPS && fields[ADDRESS].endsWith(ending)) {
                    waiting += Long.parseLong(fields[QUEUES].substring(fields[QUEUES].indexOf(':') + 1), HEX);
                    drops += Long.parseLong(fields[DROPS]);
                }
            }
        }
        return new UdpSocket(waiting, drops);
    }
}
