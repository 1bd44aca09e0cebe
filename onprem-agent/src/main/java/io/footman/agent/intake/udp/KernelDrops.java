package io.footman.agent.intake.udp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Datagrams that the operating system dropped before the agent could take them: column {@code drops} of
 * {@code /proc/net/udp} and {@code /proc/net/udp6} on Linux. Other systems do not tell.
 */
final class KernelDrops {
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;
    private static final String SOCKET = "socket:[";

    private final Path proc;

    /** @param proc where the system tells about itself: {@code /proc} */
    KernelDrops(Path proc) {
        this.proc = proc;
    }

    /** Of this process's sockets at this port, since they were opened; empty where it cannot be known. */
    OptionalLong at(int port) {
        try {
            Set<String> own = ownSockets();
            String suffix = String.format(Locale.ROOT, ":%04X", port);
            long drops = 0;
            boolean found = false;
            for (String line : sockets()) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > DROPS && columns[LOCAL_ADDRESS].endsWith(suffix) && own.contains(columns[INODE])) {
                    drops += Long.parseLong(columns[DROPS]);
                    found = true;
                }
            }
            return found ? OptionalLong.of(drops) : OptionalLong.empty();
        } catch (IOException | RuntimeException e) {
            // Not Linux, or a system that hides it.
            return OptionalLong.empty();
        }
    }

    private List<String> sockets() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String table : List.of("net/udp", "net/udp6")) {
            Path file = proc.resolve(table);
            if (Files.isReadable(file)) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            }
        }
        return lines;
    }

    /** Another process may listen at the same port on another address. */
    private Set<String> ownSockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(proc.resolve("self/fd"))) {
            for (Path file : files) {
                String target = target(file);
                if (target.startsWith(SOCKET)) {
                    inodes.add(target.substring(SOCKET.length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }
}
