package io.footman.agent.rest.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the audit log: {@code audit.log} of today, and {@code audit.2026-11-19.0.log} of the days before. Not written through
 * a logging library, because those drop lines while the disk is full and tell nobody. Used by one thread.
 */
final class AuditFile implements AutoCloseable {
    static final Period KEPT = Period.ofDays(90);
    private static final long LARGEST_BYTES = 100L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

    private final Path file;
    private final String stem;
    private final String ending;
    private final long largest;
    private final Clock clock;
    private @Nullable FileChannel channel;
    private long length;
    private LocalDate day = LocalDate.EPOCH;

    AuditFile(Path file, Clock clock) {
        this(file, LARGEST_BYTES, clock);
    }

    /** @param largest bytes after which the file is put away before the day has ended */
    AuditFile(Path file, long largest, Clock clock) {
        this.file = file.toAbsolutePath().normalize();
        String name = this.file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        this.stem = dot > 0 ? name.substring(0, dot) : name;
        this.ending = dot > 0 ? name.substring(dot) : "";
        this.largest = largest;
        this.clock = clock;
    }

    Path path() {
        return file;
    }

    /** Opens it at its end. */
    void open() throws IOException {
        PrivateFile.createFolder(file.resolveSibling(""));
        boolean old = Files.exists(file);
        FileChannel opened =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel = opened;
        PrivateFile.restrict(file);
        length = opened.size();
        day = old ? LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC) : today();
        endTornLine(opened);
    }

    /**
     * Adds whole lines: all of them, or none when it fails.
     *
     * @throws IOException when they could not be written; at worst a torn line is left before the next ones
     */
    void append(byte[] lines) throws IOException {
        // Who takes the file away to keep it elsewhere must not take the next calls with it.
        if (channel == null || !Files.exists(file)) {
            close();
            open();
        }
        if (length > 0 && (!today().equals(day) || length + lines.length > largest)) {
            putAway();
        }
        write(lines);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private void write(byte[] lines) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new IOException("The file is closed");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines);
            long position = length;
            while (bytes.hasRemaining()) {
                position += open.write(bytes, position);
            }
            length = position;
        } catch (IOException e) {
            giveUp(open);
            throw e;
        }
    }

    /** A part of the lines may be there: it is cut off if that can be done. The next attempt opens the file anew. */
    private void giveUp(FileChannel open) {
        channel = null;
        try (open) {
            open.truncate(length);
        } catch (IOException e) {
            LOG.debug("event=audit-part-left detail=\"{}\"", e.toString());
        }
    }

    /** A crash in the middle of a line must not spoil the next one too. */
    private void endTornLine(FileChannel open) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        if (length > 0 && open.read(last, length - 1) == 1 && last.get(0) != '\n') {
            write(new byte[] {'\n'});
        }
    }

    private void putAway() throws IOException {
        close();
        int number = 0;
        while (Files.exists(dated(number))) {
            number++;
        }
        Files.move(file, dated(number));
        removeOld();
        open();
        day = today();
    }

    private Path dated(int number) {
        return file.resolveSibling(stem + "." + day + "." + number + ending);
    }

    private void removeOld() throws IOException {
        Pattern names =
                Pattern.compile(Pattern.quote(stem) + "\\.(\\d{4}-\\d\\d-\\d\\d)\\.\\d+" + Pattern.quote(ending));
        LocalDate oldest = today().minus(KEPT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file.resolveSibling(""))) {
            for (Path each : files) {
                Matcher matcher = names.matcher(each.getFileName().toString());
                if (matcher.matches() && isBefore(matcher.group(1), oldest)) {
                    Files.deleteIfExists(each);
                    LOG.info("event=audit-file-removed file={} reason=\"older than {} days\"", each, KEPT.getDays());
                }
            }
        }
    }

    private static boolean isBefore(String date, LocalDate oldest) {
        try {
            return LocalDate.parse(date).isBefore(oldest);
        } catch (DateTimeException e) {
            LOG.debug("event=audit-file-kept name={}", date);
            return false;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
