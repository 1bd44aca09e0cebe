package io.footman.agent.intake.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** Sends datagrams to a port of this machine as log4net does. */
public final class Sender implements AutoCloseable {
    private final DatagramChannel channel;

    public Sender(int port) throws IOException {
        this("127.0.0.1", port);
    }

    /** @param from one of this machine's own addresses, which the receiver sees */
    public Sender(String from, int port) throws IOException {
        InetAddress address = InetAddress.getByName(from);
        channel = DatagramChannel.open()
                .bind(new InetSocketAddress(address, 0))
                .connect(new InetSocketAddress(address, port));
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] datagram) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(datagram);
        while (bytes.hasRemaining()) {
            try {
                channel.write(bytes);
                return;
            } catch (SocketException e) {
                throw new IOException("The datagram of " + datagram.length + " bytes was not sent", e);
            }
        }
    }

    /** A failed task, different for each number. */
    public static String failedTask(int number) {
        return String.format(
                "/scheduler-task-failed/;sense1;Task %d;App;LAB\\jdoe;%08d-6174-4572-bd19-3e61eda675ef;"
                        + "31ee79a6-0949-4175-ba0e-1866a60e3336;2026-11-20 08:15:31,123;WARN;"
                        + "%08d-8f1e-4c0e-9b61-3a5f6a0d1f55;Max retries reached",
                number, number, number);
    }

    /** The same with a message that makes it as long as asked for. */
    public static byte[] failedTask(int number, int bytes) {
        String text = failedTask(number);
        return (text + "; ".repeat(bytes)).substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
