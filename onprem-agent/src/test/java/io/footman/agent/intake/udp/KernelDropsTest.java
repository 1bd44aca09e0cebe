package io.footman.agent.intake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "making links needs a right there")
class KernelDropsTest {
    private static final String HEADER =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    @TempDir
    Path proc;

    @Test
    void readsTheColumnOfItsOwnSocketAtThePort() throws Exception {
        table("udp", line("0100007F:270E", 4711, 12), line("0200007F:270E", 9999, 500), line("0100007F:270D", 4712, 3));
        table("udp6", line("00000000000000000000000000000000:270E", 4713, 30));
        descriptors(4711, 4712, 4713);

        assertThat(new KernelDrops(proc).at(9998)).hasValue(42);
        assertThat(new KernelDrops(proc).at(9997)).hasValue(3);
    }

    @Test
    void knowsNothingWhereTheSystemDoesNotTell() throws Exception {
        assertThat(new KernelDrops(proc).at(9998)).isEmpty();

        table("udp", line("0100007F:270E", 4711, 12), "garbage");
        descriptors();

        assertThat(new KernelDrops(proc).at(9998)).isEmpty();
    }

    private void table(String name, String... lines) throws Exception {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net").resolve(name), HEADER + String.join("\n", lines) + "\n");
    }

    private void descriptors(int... inodes) throws Exception {
        Path folder = Files.createDirectories(proc.resolve("self/fd"));
        for (int inode : inodes) {
            Files.createSymbolicLink(folder.resolve("fd" + inode), Path.of("socket:[" + inode + "]"));
        }
        Files.createSymbolicLink(folder.resolve("0"), Path.of("/dev/null"));
    }

    private static String line(String address, int inode, int drops) {
        return " 1234: " + address + " 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 " + inode
                + " 2 0000000000000000 " + drops;
    }
}
