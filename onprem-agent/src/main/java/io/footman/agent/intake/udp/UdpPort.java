package io.footman.agent.intake.udp;

import io.footman.agent.intake.AppendQueue;
import io.footman.agent.intake.RefusalReason;
import io.footman.agent.intake.Refusals;
import io.footman.agent.intake.RefusedException;
import io.footman.agent.journal.Journal;
import io.footman.agent.model.Event;
import io.footman.agent.net.AllowList;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port: a thread that empties its socket into a bounded buffer, and a thread that reads the datagrams and stores their
 * events. The second may wait for the journal, the first never does.
 */
final class UdpPort implements AutoCloseable {
    /** Two batches. What else waits does so in the buffer, where it is smallest. */
    private static final int MOST_EVENTS = 1_000;

    private static final long LAST_COMMITS_MILLIS = 8_000;
    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

    private final String name;
    private final DatagramReader reader;
    private final AllowList senders;
    private final Refusals refusals;
    private final Clock clock;
    private final DatagramBuffer buffer;
    private final AppendQueue queue;
    private final Thread storing;
    private final Counter stored;
    private final Counter duplicates;
    private final Counter overflow;
    /** Datagrams in the buffer or on their way into the journal. */
    private final AtomicLong waiting = new AtomicLong();

    private volatile @Nullable Receiver receiver;

    /**
     * A port that is not open yet.
     *
     * @param name what metrics and logs call it: {@code task-events}
     */
    UdpPort(String name, DatagramReader reader, long bufferBytes, Surroundings surroundings) {
        this.name = name;
        this.reader = reader;
        this.senders = surroundings.senders();
        this.refusals = surroundings.refusals();
        this.clock = surroundings.clock();
        this.buffer = new DatagramBuffer(bufferBytes);
        this.queue = new AppendQueue(surroundings.journal(), MOST_EVENTS);
        this.storing = new Thread(this::store, "footman-udp-" + name);
        storing.setDaemon(true);
        MeterRegistry meters = surroundings.meters();
        this.stored = meters.counter("footman.intake.stored", "result", "new");
        this.duplicates = meters.counter("footman.intake.stored", "result", "duplicate");
        this.overflow = meters.counter("footman.intake.udp.overflow", "door", name);
        meters.gauge("footman.intake.udp.waiting", Tags.of("door", name), waiting);
    }

    /** What all ports share. */
    record Surroundings(AllowList senders, Refusals refusals, Journal journal, Clock clock, MeterRegistry meters) {}

    /** @throws IOException when the address cannot be listened on */
    void open(InetSocketAddress address, int receiveBufferBytes) throws IOException {
        receiver = Receiver.open(address, receiveBufferBytes, this::received, "footman-udp-" + name + "-socket");
        storing.start();
    }

    String name() {
        return name;
    }

    /** The open socket; null before it is opened. */
    @Nullable
    Receiver receiver() {
        return receiver;
    }

    /** Datagrams that did not fit into memory, since the start. */
    long overflowed() {
        return (long) overflow.count();
    }

    /** Takes in nothing more and waits, not for long, until what was taken in is stored. Does nothing twice. */
    @Override
    public void close() {
        Receiver open = receiver;
        if (open == null) {
            return;
        }
        open.close();
        buffer.finish();
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_COMMITS_MILLIS);
            storing.join(LAST_COMMITS_MILLIS);
            queue.stored().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("event=last-commits-not-awaited door={}", name);
        }
        queue.stop();
        long lost = waiting.getAndSet(0);
        if (lost > 0) {
            LOG.error(
                    "event=datagrams-lost door={} count={} detail=\"the journal could not store them before the agent stopped\"",
                    name,
                    lost);
        }
    }

    /** On the thread that empties the socket. */
    private void received(ByteBuffer datagram, InetAddress sender) {
        if (!senders.allows(sender)) {
            refusals.refused(RefusalReason.UNKNOWN_SENDER, sender.getHostAddress(), "a datagram for " + name);
            return;
        }
        if (!FirstLook.mayBeMessage(datagram)) {
            refusals.refused(RefusalReason.UNKNOWN_TYPE, sender.getHostAddress(), "not the fields of a message");
            return;
        }
        waiting.incrementAndGet();
        if (!buffer.offer(datagram, sender, clock.millis())) {
            waiting.decrementAndGet();
            overflow.increment();
        }
    }

    private void store() {
        try {
            while (buffer.read(this::store)) {
                LOG.trace("event=block-read door={}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void store(InetAddress sender, Instant at, byte[] datagram) {
        try {
            Event event = reader.read(datagram, at);
            queue.add(new AppendQueue.Entry(
                    event,
                    receipt -> {
                        (receipt == Journal.Receipt.STORED ? stored : duplicates).increment();
                        waiting.decrementAndGet();
                    },
                    why -> refuse(RefusalReason.UNSTORABLE, sender, "event " + event.id() + ": " + why)));
        } catch (RefusedException e) {
            refuse(e.reason(), sender, e.detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("event=intake-defect door={}", name, e);
            refuse(RefusalReason.DEFECT, sender, e.getClass().getSimpleName());
        }
    }

    private void refuse(RefusalReason reason, InetAddress sender, String detail) {
        refusals.refused(reason, sender.getHostAddress(), detail);
        waiting.decrementAndGet();
    }
}
