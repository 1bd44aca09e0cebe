package io.footman.agent.rest.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Files that only their owner reads. */
final class PrivateFile {
    private static final String OWNER_ONLY = "rw-------";

    private PrivateFile() {}

    /**
     * Puts new content in the place of a file: who reads it meanwhile sees the old or the new one, also after a power cut. On
     * POSIX systems only the owner may read it, and the owner stays who it was (or is that of the folder). On Windows the folder's rights are inherited.
     */
    static void replace(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(file.resolveSibling(""), file.getFileName() + ".", ".new");
        try {
            restrict(temporary);
            inheritOwner(temporary, Files.exists(file) ? file : file.resolveSibling(""));
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Lets only the owner read a file, where the system knows such rights. */
    static void restrict(Path file) throws IOException {
        PosixFileAttributeView view = posix(file);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }

    /** Creates a folder where there is none, owned as the one it is in. */
    static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        Path parent = folder.getParent();
        if (parent != null) {
            inheritOwner(folder, parent);
        }
    }

    /** Gives a file the owner that another has: what root makes, the account of the service can use. */
    static void inheritOwner(Path file, Path from) throws IOException {
        PosixFileAttributeView view = posix(file);
        PosixFileAttributeView wanted = posix(from);
        if (view == null || wanted == null) {
            return;
        }
        PosixFileAttributes target = wanted.readAttributes();
        if (!view.readAttributes().owner().equals(target.owner())) {
            view.setOwner(target.owner());
            view.setGroup(target.group());
        }
    }

    private static @Nullable PosixFileAttributeView posix(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
