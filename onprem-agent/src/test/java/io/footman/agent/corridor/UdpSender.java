package io.footman.agent.corridor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** Sends datagrams to the agent's doors. */
final class UdpSender implements AutoCloseable {
    private final DatagramChannel channel;

    UdpSender() {
        try {
            channel = DatagramChannel.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(int port, byte[] datagram) {
        try {
            channel.send(ByteBuffer.wrap(datagram), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(int port, TaskMessage message) {
        send(port, message.bytes());
    }

    void send(int port, String line) {
        send(port, line.getBytes(StandardCharsets.UTF_8));
    }

    /** A port that no UDP socket is bound to, for an agent in another process. */
    static int freePort() {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
