package io.footman.agent.journal.sql;

import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second agent away from a journal file. SQLite would let it in, and both would send every message. The operating
 * system drops the lock when the process ends, however it ends.
 */
final class FileGuard implements AutoCloseable {
    private static final String KEY = "footman.journal.file";

    private final FileChannel channel;

    private FileGuard(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws InvalidSettingsException when another process has the file, or the folder cannot be written */
    static FileGuard take(Path journal) {
        Path absolute = journal.toAbsolutePath();
        Path lockFile = absolute.resolveSibling(absolute.getFileName() + ".lock");
        FileChannel channel = openLockFile(absolute, lockFile);
        if (lock(channel) == null) {
            close(channel);
            throw refused(
                    "is in use by another agent: " + absolute,
                    "Stop the other agent, or give each its own file; agents that share the work need PostgreSQL");
        }
        return new FileGuard(channel);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static FileChannel openLockFile(Path journal, Path lockFile) {
        try {
            Path folder = journal.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw refused(
                    "cannot be written: " + journal + " (" + e + ")",
                    "Give a file in a folder that the service account may write to");
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            throw refused("cannot be locked (" + e + ")", "Put the journal on a local disk");
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InvalidSettingsException refused(String problem, String remedy) {
        return new InvalidSettingsException(List.of(new Mistake(KEY, problem, remedy)));
    }
}
