package io.footman.agent.loadscript.file;

import io.footman.agent.file.DiskSpace;
import io.footman.agent.file.FileException;
import io.footman.agent.file.FileLane;
import io.footman.agent.file.FileOperations;
import io.footman.agent.file.SentPath;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File operations away from the threads that serve requests. Copies and moves have a lane of their own, so that four large
 * files hold up no quick call. Failures come as answers.
 */
final class FileService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileService.class);

    private final FileOperations files;
    private final FileLane transfers;
    private final FileLane others;
    private final MeterRegistry metrics;

    FileService(FileOperations files, FileLane transfers, FileLane others, MeterRegistry metrics) {
        this.files = files;
        this.transfers = transfers;
        this.others = others;
        this.metrics = metrics;
        gauges(transfers);
        gauges(others);
    }

    /** Both ends of a copy or move, read from what the caller sent. */
    record Ends(SentPath from, SentPath to) {}

    /** Reads the paths of a copy or move; throws the answer when they can be none. */
    Ends ends(FileOperation operation, String from, String to) {
        return now(operation, () -> new Ends(files.path("fromFile", from), files.path("toFile", to)));
    }

    SentPath path(FileOperation operation, String field, String sent) {
        return now(operation, () -> files.path(field, sent));
    }

    /** @return whether anything was copied */
    CompletableFuture<Boolean> copy(Ends ends, boolean overwrite, boolean keepTimes) {
        return run(transfers, FileOperation.COPY, () -> files.copy(ends.from(), ends.to(), overwrite, keepTimes));
    }

    CompletableFuture<Boolean> move(Ends ends, boolean overwrite) {
        return run(transfers, FileOperation.MOVE, () -> {
            files.move(ends.from(), ends.to(), overwrite);
            return true;
        });
    }

    CompletableFuture<Boolean> delete(SentPath file) {
        return run(others, FileOperation.DELETE, () -> {
            files.delete(file);
            return true;
        });
    }

    CompletableFuture<Boolean> create(SentPath directory) {
        return run(others, FileOperation.CREATE, () -> {
            files.createDirectory(directory);
            return true;
        });
    }

    CompletableFuture<Boolean> createQvd(String directory) {
        return run(others, FileOperation.CREATE_QVD, () -> {
            files.createQvdDirectory("directory", directory);
            return true;
        });
    }

    CompletableFuture<DiskSpace> space(SentPath path) {
        return run(others, FileOperation.DISK_SPACE, () -> files.diskSpace(path));
    }

    @Override
    public void close() {
        transfers.close();
        others.close();
    }

    private <T> T now(FileOperation operation, Supplier<T> work) {
        try {
            return work.get();
        } catch (FileException e) {
            count(operation, e.reason().name());
            throw operation.answer(e);
        }
    }

    private <T> CompletableFuture<T> run(FileLane lane, FileOperation operation, Callable<T> work) {
        return lane.run(work).handle((result, failure) -> {
            if (failure == null) {
                count(operation, "done");
                return result;
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof FileException known) {
                count(operation, known.reason().name());
                throw operation.answer(known);
            }
            count(operation, "defect");
            LOG.error("event=file-defect operation={}", operation.label(), cause);
            throw operation.answer(
                    new FileException(FileException.Reason.FAILED, "a defect of Footman; its log tells more"));
        });
    }

    private void count(FileOperation operation, String result) {
        metrics.counter(
                        "footman.files.operations",
                        "operation",
                        operation.label(),
                        "result",
                        result.toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment();
    }

    private void gauges(FileLane lane) {
        Gauge.builder("footman.files.running", lane, FileLane::running)
                .tag("lane", lane.name())
                .register(metrics);
        Gauge.builder("footman.files.waiting", lane, FileLane::waiting)
                .tag("lane", lane.name())
                .register(metrics);
    }
}
