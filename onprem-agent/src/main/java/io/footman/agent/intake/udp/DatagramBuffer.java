package io.footman.agent.intake.udp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams between the thread that receives them and the thread that reads them: raw bytes one behind the other in a few
 * large blocks, so that 100,000 of them are 64 MB and not millions of objects. Memory is taken when it is needed and given
 * back when it is read.
 */
final class DatagramBuffer {
    /** Two of the largest datagrams. */
    static final int BLOCK_BYTES = 128 << 10;

    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES + 1;

    private final long mostBlocks;
    private final ArrayDeque<ByteBuffer> full = new ArrayDeque<>();
    private @Nullable ByteBuffer filling;
    /** The last block that was read, to be filled again: a steady flow makes no garbage. */
    private @Nullable ByteBuffer spare;

    private boolean reading;
    private boolean finished;

    /** Looks at one datagram. */
    interface Visitor {
        void visit(InetAddress sender, Instant at, byte[] datagram);
    }

    DatagramBuffer(long mostBytes) {
        this.mostBlocks = mostBytes / BLOCK_BYTES;
    }

    /** Keeps what the buffer holds; false when there is no room for it. Never waits. */
    synchronized boolean offer(ByteBuffer datagram, InetAddress sender, long atMillis) {
        byte[] address = sender.getAddress();
        int needed = HEADER_BYTES + address.length + datagram.remaining();
        ByteBuffer block = filling;
        if (block == null || block.remaining() < needed) {
            if (blocks() >= mostBlocks) {
                return false;
            }
            block = next(block);
        }
        block.putInt(datagram.remaining())
                .putLong(atMillis)
                .put((byte) address.length)
                .put(address)
                .put(datagram);
        notifyAll();
        return true;
    }

    /** Waits for datagrams and visits some of them; false when there are none and there will be none. */
    boolean read(Visitor visitor) throws InterruptedException {
        Optional<ByteBuffer> taken = take();
        if (taken.isEmpty()) {
            return false;
        }
        ByteBuffer block = taken.get().flip();
        try {
            while (block.hasRemaining()) {
                byte[] datagram = new byte[block.getInt()];
                Instant at = Instant.ofEpochMilli(block.getLong());
                byte[] address = new byte[block.get()];
                block.get(address).get(datagram);
                visitor.visit(InetAddress.getByAddress(address), at, datagram);
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address had another length", e);
        } finally {
            release(block);
        }
        return true;
    }

    /** Nothing more will be offered. */
    synchronized void finish() {
        finished = true;
        notifyAll();
    }

    private synchronized Optional<ByteBuffer> take() throws InterruptedException {
        while (full.isEmpty() && filling == null && !finished) {
            wait();
        }
        ByteBuffer block = full.poll();
        if (block == null) {
            block = filling;
            filling = null;
        }
        reading = block != null;
        return Optional.ofNullable(block);
    }

    private synchronized void release(ByteBuffer block) {
        spare = block.clear();
        reading = false;
    }

    private ByteBuffer next(@Nullable ByteBuffer before) {
        if (before != null) {
            full.add(before);
        }
        ByteBuffer block = spare == null ? ByteBuffer.allocate(BLOCK_BYTES) : spare;
        spare = null;
        filling = block;
        return block;
    }

    private int blocks() {
        return full.size() + (filling == null ? 0 : 1) + (reading ? 1 : 0);
    }
}
