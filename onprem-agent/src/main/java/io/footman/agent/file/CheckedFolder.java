package io.footman.agent.file;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A folder on a system where Java can hold no handle of one (Windows). Its real path must be the expected one before each
 * step <em>and after it</em>: a folder that was a link is found, and the call fails. What was opened elsewhere is closed
 * unread.
 *
 * <p>What this cannot exclude: someone who may create junctions inside the approved directory and swaps one in and out
 * within the microseconds between two of these looks. Files that are open pin their folders on Windows (no folder above an
 * open file can be renamed), which makes that harder for copies, not impossible. The rights to the approved directories are
 * the remedy; docs/rest/files.md says so.
 */
final class CheckedFolder implements Folder {
    /** Deduplicated files and their like are files on Windows; elsewhere it is a pipe or a device. */
    private static final Entry.Kind SPECIAL = File.separatorChar == '\\' ? Entry.Kind.FILE : Entry.Kind.OTHER;

    private final Path path;

    /** @param path links resolved */
    CheckedFolder(Path path) {
        this.path = path;
    }

    /** What is done with the full path between two looks. */
    private interface Step<T> {
        T on(Path full) throws IOException;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Folder open(Path name) throws IOException {
        if (entry(name).filter(it -> it.is(Entry.Kind.FOLDER)).isEmpty()) {
            throw new NotDirectoryException(name.toString());
        }
        CheckedFolder folder = new CheckedFolder(path.resolve(name));
        folder.check();
        return folder;
    }

    @Override
    public List<Path> names() throws IOException {
        check();
        List<Path> names = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(path)) {
            entries.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
        }
        check();
        return names;
    }

    @Override
    public Optional<Entry> entry(Path name) throws IOException {
        return step(name, full -> {
            try {
                return Optional.of(Entry.of(
                        Files.readAttributes(full, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), SPECIAL));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public FileChannel read(Path name) throws IOException {
        CheckedFolder file = new CheckedFolder(path.resolve(name));
        // Not opened with NOFOLLOW_LINKS: that would read the inside of a deduplicated file. Its real path tells a
        // link.
        file.check();
        return file.checked(FileChannel.open(file.path, StandardOpenOption.READ));
    }

    @Override
    public FileChannel create(Path name, Folder likeIn, Path like) throws IOException {
        check();
        // Rights are inherited from the folder, as Windows does.
        FileChannel channel = FileChannel.open(
                path.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
        return checked(channel);
    }

    @Override
    public void createFolder(Path name) throws IOException {
        step(name, Files::createDirectory);
    }

    @Override
    public void createLink(Path name, Path target) throws IOException {
        step(name, full -> Files.createSymbolicLink(full, target));
    }

    @Override
    public void force() {
        // Windows opens no folder for that; its file system keeps a journal of the names.
    }

    @Override
    public void setTimes(Path name, FileTime modified, FileTime accessed) throws IOException {
        step(name, full -> {
            Files.getFileAttributeView(full, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(modified, accessed, null);
            return full;
        });
    }

    @Override
    public void move(Path name, Folder to, Path newName) throws IOException {
        CheckedFolder target = (CheckedFolder) to;
        target.check();
        step(name, full -> Files.move(full, target.path.resolve(newName), StandardCopyOption.ATOMIC_MOVE));
        target.check();
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        step(name, full -> {
            Files.delete(full);
            return full;
        });
    }

    @Override
    public void deleteFolder(Path name) throws IOException {
        deleteFile(name);
    }

    @Override
    public void close() {
        // There is no handle.
    }

    private <T> T step(Path name, Step<T> step) throws IOException {
        check();
        T result = step.on(path.resolve(name));
        check();
        return result;
    }

    private FileChannel checked(FileChannel channel) throws IOException {
        try {
            check();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void check() throws IOException {
        if (!path.toRealPath().equals(path)) {
            throw new FileSystemException(path.toString(), null, "it was replaced by a link during the call");
        }
    }
}
