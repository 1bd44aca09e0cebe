package io.footman.agent.intake.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties one socket as fast as the operating system gives, on a thread that does nothing else. */
final class Receiver implements AutoCloseable {
    /** More than the largest datagram there can be: 65,507 bytes with IPv4. */
    private static final int LARGEST = 64 << 10;

    private static final long PAUSE_SECONDS = 1;
    private static final long STOP_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final DatagramChannel channel;
    private final Selector selector;
    private final Handler handler;
    private final Thread thread;
    private final int receiveBufferBytes;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Takes a datagram over; must not wait and must not keep the buffer. */
    interface Handler {
        void received(ByteBuffer datagram, InetAddress sender);
    }

    private Receiver(DatagramChannel channel, Selector selector, int receiveBufferBytes, Handler handler, String name) {
        this.channel = channel;
        this.selector = selector;
        this.receiveBufferBytes = receiveBufferBytes;
        this.handler = handler;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Binds a socket and starts to empty it.
     *
     * @throws IOException when the address cannot be listened on
     */
    static Receiver open(InetSocketAddress address, int wantedBufferBytes, Handler handler, String name)
            throws IOException {
        // Of the family of its address: bound to all addresses of IPv4, a socket of both would open IPv6 as well.
        boolean six = address.getAddress().getAddress().length > Integer.BYTES;
        DatagramChannel channel =
                DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, wantedBufferBytes);
            channel.configureBlocking(false);
            channel.bind(address);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            int granted = channel.getOption(StandardSocketOptions.SO_RCVBUF);
            Receiver receiver = new Receiver(channel, selector, granted, handler, name);
            receiver.thread.start();
            return receiver;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How much the operating system keeps, which may be less than asked for. In bytes. */
    int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    /** Takes what the operating system still holds, then closes the socket. Does nothing twice. */
    @Override
    public synchronized void close() {
        if (stopping.getCount() == 0) {
            return;
        }
        stopping.countDown();
        selector.wakeup();
        try {
            thread.join(STOP_MILLIS);
            channel.close();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("event=socket-not-closed cause=\"{}\"", e.toString());
        }
    }

    private void run() {
        ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
        while (stopping.getCount() > 0) {
            try {
                selector.select();
                selector.selectedKeys().clear();
                receive(datagram, Long.MAX_VALUE);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.error("event=receiving-failed cause=\"{}\" detail=\"trying again in 1 s\"", e.toString());
                pause();
            }
        }
        try {
            // Under a flood this would not end: what came after the stop may stay.
            receive(datagram, receiveBufferBytes);
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=rest-not-received cause=\"{}\"", e.toString());
        }
    }

    private void receive(ByteBuffer datagram, long mostBytes) throws IOException {
        boolean endless = mostBytes == Long.MAX_VALUE;
        long bytes = 0;
        while (bytes < mostBytes && !(endless && stopping.getCount() == 0)) {
            datagram.clear();
            InetSocketAddress sender = (InetSocketAddress) channel.receive(datagram);
            if (sender == null) {
                return;
            }
            datagram.flip();
            // Each takes up memory of the operating system, an empty one too.
            bytes += datagram.remaining() + 1L;
            handler.received(datagram, sender.getAddress());
        }
    }

    private void pause() {
        try {
            boolean stopped = stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS);
            LOG.debug("event=receiving-again stopped={}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
