package io.footman.agent.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/**
 * One folder that was opened and stays the same folder, whatever is renamed or linked meanwhile. Everything is named by a
 * single element below it; links are never followed.
 */
interface Folder extends AutoCloseable {
    /** Where it was when it was opened, links resolved. For messages and for reading links, not for access. */
    Path path();

    /** A folder within; fails when the name is a link. */
    Folder open(Path name) throws IOException;

    /** All names within, without {@code .} and {@code ..}. */
    List<Path> names() throws IOException;

    /** What stands under the name itself, also when it is a link; empty when nothing is there. */
    Optional<Entry> entry(Path name) throws IOException;

    FileChannel read(Path name) throws IOException;

    /** A new file, with the rights of another one where the system has such rights; fails when the name is taken. */
    FileChannel create(Path name, Folder likeIn, Path like) throws IOException;

    /** A new folder; fails when the name is taken. */
    void createFolder(Path name) throws IOException;

    /** A new link; fails when the name is taken. */
    void createLink(Path name, Path target) throws IOException;

    /** Returns when the names in this folder are on the disk, where the system can tell. */
    void force() throws IOException;

    void setTimes(Path name, FileTime modified, FileTime accessed) throws IOException;

    /**
     * Renames at once, replacing a file, or an empty folder by a folder.
     *
     * @throws java.nio.file.AtomicMoveNotSupportedException when the other folder is on another volume
     */
    void move(Path name, Folder to, Path newName) throws IOException;

    /** Removes a file or a link, never what the link leads to. */
    void deleteFile(Path name) throws IOException;

    /** Removes a folder that is empty. */
    void deleteFolder(Path name) throws IOException;

    @Override
    void close();
}
