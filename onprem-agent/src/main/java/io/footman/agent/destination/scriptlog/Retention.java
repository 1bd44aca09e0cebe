package io.footman.agent.destination.scriptlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files by age and by the size of all. Touches nothing but files and folders whose names this destination gives,
 * and follows no link.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration INTERVAL = Duration.ofHours(1);
    /** Removes a little more than needed, so that not every further file causes a search. */
    private static final double FILL_AGAIN_FROM = 0.9;

    private final String destination;
    private final LogFolder folder;
    private final Duration keep;
    private final long keepBytes;
    private final Counter removals;
    private Instant nextSearch = Instant.MIN;
    private long bytes;

    Retention(String destination, LogFolder folder, LogFilesSettings settings, MeterRegistry meters) {
        this.destination = destination;
        this.folder = folder;
        this.keep = settings.keep();
        this.keepBytes = settings.keepBytes();
        this.removals = meters.counter("footman.scriptlog.removed", "destination", destination);
    }

    /** Notes that a file was written; looks for files to be removed once an hour, and when there are too many bytes. */
    synchronized void wrote(long moreBytes, Instant now) {
        bytes += moreBytes;
        if (bytes <= keepBytes && now.isBefore(nextSearch)) {
            return;
        }
        nextSearch = now.plus(INTERVAL);
        try {
            search(now);
        } catch (IOException e) {
            // The alert itself is on disk. Until the next search all files are taken to fit.
            bytes = 0;
            LOG.warn("event=script-log-retention-failed destination={} problem=\"{}\"", destination, e.toString());
        }
    }

    /** A file of ours. */
    private record LogFile(Path path, long bytes, Instant written) {}

    private void search(Instant now) throws IOException {
        List<Path> days = days(folder.root());
        List<LogFile> files = new ArrayList<>();
        for (Path day : days) {
            collect(day, files);
        }
        files.sort(Comparator.comparing(LogFile::written));
        long total = files.stream().mapToLong(LogFile::bytes).sum();
        long goal = total > keepBytes ? (long) (keepBytes * FILL_AGAIN_FROM) : total;
        int removed = 0;
        long left = total;
        for (LogFile file : files) {
            // The newest always stays: it was written a moment ago.
            boolean newest = removed == files.size() - 1;
            if (!newest && (left > goal || file.written().isBefore(now.minus(keep)))) {
                Files.deleteIfExists(file.path());
                left -= file.bytes();
                removed++;
            }
        }
        bytes = left;
        removeEmpty(days);
        if (removed > 0) {
            removals.increment(removed);
            LOG.info(
                    "event=script-logs-removed destination={} files={} bytes={} left={}",
                    destination,
                    removed,
                    total - left,
                    left);
        }
    }

    private static List<Path> days(Path root) throws IOException {
        List<Path> days = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                // A junction of Windows counts as a folder, but its real path is another.
                if (LogFileName.isDay(entry.getFileName().toString())
                        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && entry.toRealPath().equals(entry)) {
                    days.add(entry);
                }
            }
        }
        return days;
    }

    private static void collect(Path day, List<LogFile> files) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(day)) {
            for (Path entry : entries) {
                if (LogFileName.isOurs(entry.getFileName().toString())) {
                    add(entry, files);
                }
            }
        }
    }

    private static void add(Path file, List<LogFile> files) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                files.add(new LogFile(
                        file, attributes.size(), attributes.lastModifiedTime().toInstant()));
            }
        } catch (NoSuchFileException e) {
            // A file that another worker was writing has its final name by now.
            LOG.debug("event=script-log-moved destination-file={}", file.getFileName());
        }
    }

    private static void removeEmpty(List<Path> days) throws IOException {
        for (Path day : days) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(day)) {
                if (entries.iterator().hasNext()) {
                    continue;
                }
            }
            try {
                Files.deleteIfExists(day);
            } catch (DirectoryNotEmptyException e) {
                LOG.debug("event=script-log-folder-in-use folder={}", day.getFileName());
            }
        }
    }
}
