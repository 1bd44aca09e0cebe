package io.footman.agent.rest.access;

import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries behind the calls, in the order in which they ended. While the file cannot be written, entries wait; when
 * too many do, no further call is admitted, so that nothing happens that is not noted. A crash of the process loses
 * what was noted in the last milliseconds.
 */
final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** Half of it is for the calls that are being answered when no more are admitted. */
    private static final int QUEUE = 65_536;

    private static final int BATCH = 1_000;
    private static final long RETRY_SECONDS = 1;
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);
    private static final long LAST_ATTEMPTS = 3;

    /** Wakes the writer for its end; an interrupt would close the file below it. */
    private static final AuditEntry END =
            new AuditEntry(Instant.EPOCH, Optional.empty(), "", "", "", List.of(), Optional.empty(), Map.of(), 0, 0, 0);

    private final AuditFile file;
    private final AuditFormat format = new AuditFormat();
    private final BlockingQueue<AuditEntry> queue = new ArrayBlockingQueue<>(QUEUE);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Counter lost;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TOLD_EVERY.toNanos());
    private volatile @Nullable String trouble;
    private @Nullable Thread writer;

    AuditLog(AuditFile file, MeterRegistry meters) {
        this.file = file;
        this.lost = meters.counter("footman.rest.audit.lost");
    }

    /** @throws InvalidSettingsException when the file cannot be written */
    synchronized void open() {
        try {
            file.open();
        } catch (IOException e) {
            throw new InvalidSettingsException(List.of(new Mistake(
                    "footman.rest.audit-file",
                    file.path() + " cannot be written: " + e,
                    "Name a file that the service account may write")));
        }
        Thread thread = new Thread(this::run, "footman-audit");
        thread.setDaemon(true);
        thread.start();
        writer = thread;
    }

    /** Whether further calls can be noted. */
    boolean hasRoom() {
        return queue.remainingCapacity() > QUEUE / 2;
    }

    /** Why entries cannot be written at the moment. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Notes a call. Returns at once. */
    void note(AuditEntry entry) {
        if (!queue.offer(entry)) {
            lost.increment();
            untold.incrementAndGet();
            tellLoss();
        }
    }

    /** Callers may come in any number; the log may be on the disk that is full. */
    private void tellLoss() {
        long now = System.nanoTime();
        long told = toldAt.get();
        if (now - told >= TOLD_EVERY.toNanos() && toldAt.compareAndSet(told, now)) {
            LOG.error("event=audit-entries-lost calls={} trouble=\"{}\"", untold.getAndSet(0), trouble);
        }
    }

    /** Writes what is waiting, then ends. */
    @Override
    public synchronized void close() {
        closing.countDown();
        Thread thread = writer;
        writer = null;
        if (thread != null) {
            // Not taken when the queue is full, but then the writer is not asleep.
            boolean woken = queue.offer(END);
            LOG.debug("event=audit-closing woken={}", woken);
            try {
                thread.join(TimeUnit.SECONDS.toMillis(RETRY_SECONDS * (LAST_ATTEMPTS + 1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        List<AuditEntry> batch = new ArrayList<>(BATCH);
        try {
            while (closing.getCount() > 0) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH - 1);
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOG.debug("event=audit-retries-end");
        }
        finish(batch);
    }

    private void write(List<AuditEntry> batch) throws InterruptedException {
        byte[] lines = lines(batch);
        while (!append(lines)) {
            if (closing.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                throw new InterruptedException("closing");
            }
        }
    }

    /** What is left when the process ends is worth a few attempts. */
    private void finish(List<AuditEntry> batch) {
        queue.drainTo(batch);
        byte[] lines = lines(batch);
        boolean written = lines.length == 0;
        for (int attempt = 0; attempt < LAST_ATTEMPTS && !written; attempt++) {
            written = append(lines);
        }
        if (!written) {
            lost.increment(batch.size());
            LOG.error("event=audit-entries-lost count={} detail=\"{}\"", batch.size(), trouble);
        }
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("event=audit-file-not-closed detail=\"{}\"", e.toString());
        }
    }

    private boolean append(byte[] lines) {
        try {
            file.append(lines);
            if (trouble != null) {
                trouble = null;
                LOG.info("event=audit-written-again file={}", file.path());
            }
            return true;
        } catch (IOException e) {
            if (trouble == null) {
                LOG.error(
                        "event=audit-not-written file={} detail=\"{}\" remedy=\"make room or give the service account the"
                                + " right to write; calls are refused when {} entries wait\"",
                        file.path(),
                        e.toString(),
                        QUEUE / 2);
            }
            trouble = file.path() + " cannot be written: " + e;
            return false;
        }
    }

    private byte[] lines(List<AuditEntry> batch) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (AuditEntry entry : batch) {
            try {
                if (entry != END) {
                    format.write(entry, lines);
                }
            } catch (IOException e) {
                throw new IllegalStateException("Memory does not fail to be written", e);
            }
        }
        return lines.toByteArray();
    }
}
