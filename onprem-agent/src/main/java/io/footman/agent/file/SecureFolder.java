package io.footman.agent.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder on a system with the calls of the {@code openat} family (Linux). The open folder is a handle, not a path: each
 * step down refuses links, so from the approved directory on nobody can turn the way by swapping a folder for a link while
 * a call is under way.
 *
 * <p>Java offers neither {@code mkdirat} nor {@code symlinkat}. Folders and links are therefore made under a random name in
 * the approved directory itself, whose path is the operator's and no caller's, and renamed from there to their place by
 * handles.
 */
final class SecureFolder implements Folder {
    private static final Logger LOG = LoggerFactory.getLogger(SecureFolder.class);

    private final SecureDirectoryStream<Path> stream;
    private final Path path;
    private final Top top;

    /** The approved directory that the way began at. */
    private record Top(SecureDirectoryStream<Path> stream, Path path, TemporaryNames names, Naming naming) {}

    private SecureFolder(SecureDirectoryStream<Path> stream, Path path, Top top) {
        this.stream = stream;
        this.path = path;
        this.top = top;
    }

    /**
     * The approved directory.
     *
     * @param stream is closed with the folder; folders below must be closed before
     */
    static SecureFolder top(SecureDirectoryStream<Path> stream, Path path, TemporaryNames names, Naming naming) {
        return new SecureFolder(stream, path, new Top(stream, path, names, naming));
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Folder open(Path name) throws IOException {
        Entry entry = entry(name).orElseThrow(() -> new NoSuchFileException(name.toString()));
        // Asked first, because opening a named pipe would wait for its writer. Decided by the opening, which refuses
        // links.
        if (!entry.is(Entry.Kind.FOLDER)) {
            throw new NotDirectoryException(name.toString());
        }
        return new SecureFolder(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), path.resolve(name), top);
    }

    @Override
    public List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        // A stream can be walked once only, so each walk gets its own.
        try (var entries = stream.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
            entries.forEach(entry -> names.add(Objects.requireNonNull(entry.getFileName())));
        }
        return names;
    }

    @Override
    public Optional<Entry> entry(Path name) throws IOException {
        try {
            return Optional.of(Entry.of(view(name, BasicFileAttributeView.class).readAttributes(), Entry.Kind.OTHER));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public FileChannel read(Path name) throws IOException {
        return channel(stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    @Override
    public FileChannel create(Path name, Folder likeIn, Path like) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
        FileAttribute<?>[] rights = likeIn instanceof SecureFolder secure
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(secure.view(like, PosixFileAttributeView.class)
                            .readAttributes()
                            .permissions())
                }
                : new FileAttribute<?>[0];
        return channel(stream.newByteChannel(name, options, rights));
    }

    @Override
    public void createFolder(Path name) throws IOException {
        Path made = Files.createDirectory(top.path().resolve(top.names().next()));
        place(made, name);
    }

    @Override
    public void createLink(Path name, Path target) throws IOException {
        Path made = Files.createSymbolicLink(top.path().resolve(top.names().next()), target);
        place(made, name);
    }

    private void place(Path made, Path name) throws IOException {
        ReentrantLock lock = top.naming().of(this);
        lock.lock();
        try {
            if (entry(name).isPresent()) {
                throw new FileAlreadyExistsException(name.toString());
            }
            top.stream().move(Objects.requireNonNull(made.getFileName()), stream, name);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(made);
            } catch (IOException left) {
                LOG.warn(
                        "event=file-leftover path={} reason={}",
                        Failures.quoted(made.toString()),
                        Failures.quoted(left.toString()));
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void force() throws IOException {
        try (FileChannel folder = channel(
                stream.newByteChannel(Path.of("."), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            folder.force(true);
        }
    }

    @Override
    public void setTimes(Path name, FileTime modified, FileTime accessed) throws IOException {
        view(name, BasicFileAttributeView.class).setTimes(modified, accessed, null);
    }

    @Override
    public void move(Path name, Folder to, Path newName) throws IOException {
        stream.move(name, ((SecureFolder) to).stream, newName);
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        stream.deleteFile(name);
    }

    @Override
    public void deleteFolder(Path name) throws IOException {
        stream.deleteDirectory(name);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.debug("event=file-close reason=\"{}\"", e.toString());
        }
    }

    private <V extends BasicFileAttributeView> V view(Path name, Class<V> type) {
        return stream.getFileAttributeView(name, type, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileChannel channel(SeekableByteChannel channel) throws IOException {
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("Files of this file system cannot be copied");
    }
}
