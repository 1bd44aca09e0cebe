package io.footman.agent.intake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatagramBufferTest {
    private static final InetAddress SENDER = InetAddress.getLoopbackAddress();
    private static final int LARGEST = 65_507;

    @Test
    void givesBackWhatItTookInOrder() throws Exception {
        DatagramBuffer buffer = new DatagramBuffer(1 << 20);
        for (int i = 0; i < 1_000; i++) {
            assertThat(offer(buffer, new byte[] {(byte) i, (byte) (i >> 8)}, i)).isTrue();
        }
        buffer.finish();

        List<Integer> read = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = buffer.read((sender, at, datagram) -> {
                assertThat(sender).isEqualTo(SENDER);
                read.add((datagram[0] & 0xFF) + ((datagram[1] & 0xFF) << 8));
                times.add(at);
            });
        }

        assertThat(read).hasSize(1_000).isSorted().startsWith(0).endsWith(999);
        assertThat(times.get(999)).isEqualTo(Instant.ofEpochMilli(999));
    }

    @Test
    void holdsAHundredThousandTaskMessagesIn64Megabytes() {
        DatagramBuffer buffer = new DatagramBuffer(64L << 20);
        int taken = 0;
        while (offer(buffer, new byte[600], taken)) {
            taken++;
        }

        assertThat(taken).isBetween(100_000, (64 << 20) / 600);
    }

    @Test
    void takesTheLargestDatagramsAndEmptyOnes() throws Exception {
        DatagramBuffer buffer = new DatagramBuffer(4L * DatagramBuffer.BLOCK_BYTES);
        List<Integer> sizes = List.of(LARGEST, 0, LARGEST, LARGEST, 1);
        for (int size : sizes) {
            assertThat(offer(buffer, new byte[size], 1)).isTrue();
        }
        buffer.finish();

        List<Integer> read = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = buffer.read((sender, at, datagram) -> read.add(datagram.length));
        }
        assertThat(read).isEqualTo(sizes);
    }

    @Test
    void hasRoomAgainForWhatWasRead() throws Exception {
        DatagramBuffer buffer = new DatagramBuffer(2L * DatagramBuffer.BLOCK_BYTES);
        while (offer(buffer, new byte[LARGEST], 1)) {
            assertThat(buffer).isNotNull();
        }
        buffer.read((sender, at, datagram) -> {});

        assertThat(offer(buffer, new byte[LARGEST], 1)).isTrue();
    }

    @Test
    void aReaderWaitsForADatagram() throws Exception {
        DatagramBuffer buffer = new DatagramBuffer(1 << 20);
        List<byte[]> read = new ArrayList<>();
        CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return buffer.read((sender, at, datagram) -> read.add(datagram));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        offer(buffer, new byte[] {7}, 1);

        assertThat(reader.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(read).containsExactly(new byte[] {7});
    }

    private static boolean offer(DatagramBuffer buffer, byte[] datagram, long millis) {
        return buffer.offer(ByteBuffer.wrap(datagram), SENDER, millis);
    }
}
