package io.footman.benchmark;

import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** Failed tasks as the scheduler of a site sends them by log4net (Butler UDP §3), numbered, about 600 bytes each. */
final class Datagrams implements AutoCloseable {
    private static final int SIZE = 600;
    private static final int LOOK_EVERY = 64;
    /** Half of the smallest receive buffer that the agent works with on a Linux that nobody tuned. */
    private static final long MOST_WAITING_BYTES = 100_000;

    private final DatagramChannel channel;
    private final InetSocketAddress door;

    Datagrams(int port) throws IOException {
        this.door = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.channel = DatagramChannel.open();
        channel.connect(door);
    }

    /** Sends one. */
    void send(int number) throws IOException {
        channel.write(ByteBuffer.wrap(datagram(number)));
    }

    /**
     * Sends many as fast as the agent takes them from its socket: waits while the kernel holds more than a part of what
     * fits. The datagrams are made before.
     */
    void burst(int first, int count) throws IOException {
        ByteBuffer[] ready = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            ready[i] = ByteBuffer.wrap(datagram(first + i));
        }
        for (int i = 0; i < count; i++) {
            if (i % LOOK_EVERY == 0) {
                while (UdpSocket.of(door.getPort()).waitingBytes() > MOST_WAITING_BYTES) {
                    Thread.onSpinWait();
                }
            }
            channel.write(ready[i]);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static byte[] datagram(int number) {
        String text = String.join(
                ";",
                "/scheduler-task-failed/",
                "sense1.example.com",
                String.format("Task-%08d", number),
                String.format("App-%08d", number),
                "INTERNAL\\sa_scheduler",
                FakeTask.guid(FakeSite.TASK_HEAD, number),
                FakeTask.guid(FakeSite.APP_HEAD, number),
                "2026-11-20 02:00:09,912",
                "WARN",
                FakeTask.guid("ec000000", number),
                "Max retries reached");
        int missing = SIZE - text.length();
        return (missing > 1 ? text + " " + "x".repeat(missing - 1) : text).getBytes(StandardCharsets.UTF_8);
    }
}
