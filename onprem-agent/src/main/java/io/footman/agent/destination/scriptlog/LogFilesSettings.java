package io.footman.agent.destination.scriptlog;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Pace;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One destination of type {@code script-log}.
 *
 * @param directory where the daily folders are
 * @param keep age at which a file is removed
 * @param keepBytes size of all files at which the oldest are removed
 * @param largestBytes size above which a file is cut
 * @param limits what the lane keeps to
 */
record LogFilesSettings(Path directory, Duration keep, long keepBytes, long largestBytes, Limits limits) {
    private static final Duration DEFAULT_KEEP = Duration.ofDays(30);
    private static final long DEFAULT_KEEP_BYTES = 1L << 30;
    private static final long DEFAULT_LARGEST_BYTES = 20L << 20;
    private static final long SMALLEST_BYTES = 1024;
    /** Arrays and strings end there. */
    private static final long MOST_BYTES = 512L << 20;
    /** Writing waits for the disk, and a message that is repeated after a crash gives the same file. */
    private static final int CONCURRENCY = 4;

    static LogFilesSettings read(Settings section) {
        section.requiredText("directory", "Give the folder that script logs are to be written into");
        Duration keep = section.duration("keep", DEFAULT_KEEP);
        if (keep.isZero()) {
            section.mistake("keep", "is zero", "Give the time that a file is kept, such as 30d");
        }
        long keepBytes = section.bytes("keep-size", DEFAULT_KEEP_BYTES);
        long largest = section.bytes("largest-file", DEFAULT_LARGEST_BYTES);
        if (largest < SMALLEST_BYTES || largest > MOST_BYTES) {
            section.mistake("largest-file", "is out of range", "Give a size from 1KB to 512MB");
        }
        if (largest > keepBytes) {
            section.mistake("largest-file", "is more than keep-size", "Give at most the size of keep-size");
        }
        return new LogFilesSettings(
                section.path("directory", "."),
                keep,
                keepBytes,
                Math.min(largest, MOST_BYTES),
                Pace.read(section, CONCURRENCY));
    }
}
