package io.footman.agent.destination.scriptlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files into daily folders so that each is there as a whole or not at all, and stays there after a power cut. */
final class LogFolder {
    private final Path directory;

    LogFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * The directory without links; made if it is not there.
     *
     * @throws IOException when it cannot be made or reached
     */
    Path root() throws IOException {
        // A link to a directory is the administrator's choice; createDirectories would refuse it.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        return directory.toRealPath();
    }

    /**
     * Writes one file, over one of the same name.
     *
     * @param temporary name of the file until it is complete
     * @throws OutsideException when the daily folder is a link to elsewhere
     * @throws IOException when the disk does not take it
     */
    void write(LogFileName name, String temporary, byte[] content) throws IOException, OutsideException {
        Path root = root();
        Path day = day(root, name.day());
        Path unfinished = day.resolve(temporary);
        Files.deleteIfExists(unfinished);
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(unfinished, day.resolve(name.file()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(unfinished, e);
            throw e;
        }
        syncEntries(day);
    }

    private static Path day(Path root, String name) throws IOException, OutsideException {
        Path day = root.resolve(name);
        try {
            Files.createDirectory(day);
            syncEntries(root);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(day)) {
                throw e;
            }
        }
        if (!day.toRealPath().equals(day)) {
            throw new OutsideException(day);
        }
        return day;
    }

    private static void remove(Path unfinished, IOException cause) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Makes the names in a folder last. Windows knows no such call, and does so by itself. */
    private static void syncEntries(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A daily folder is a link that leads somewhere else. */
    static final class OutsideException extends Exception {
        private static final long serialVersionUID = 1L;

        OutsideException(Path day) {
            super(day + " is a link to another place");
        }
    }
}
