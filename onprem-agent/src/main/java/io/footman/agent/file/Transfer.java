package io.footman.agent.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Copies the content of a file. */
final class Transfer {
    /** Large enough for the kernel to work at full speed, small enough to stop soon when Footman is stopped. */
    private static final long PIECE = 64L << 20;

    private Transfer() {}

    /**
     * Copies into a new file. It is removed again when that fails.
     *
     * @param force whether the copy must be on the disk before this returns, because the original will be deleted
     * @return bytes copied
     */
    static long copy(Folder from, Path name, Folder to, Path newName, boolean force) throws IOException {
        boolean whole = false;
        try (FileChannel in = from.read(name);
                FileChannel out = to.create(newName, from, name)) {
            long size = in.size();
            long done = 0;
            while (done < size) {
                long piece = in.transferTo(done, Math.min(PIECE, size - done), out);
                if (piece <= 0) {
                    throw new IOException("the file became shorter while it was copied");
                }
                done += piece;
            }
            if (force) {
                out.force(true);
            }
            whole = true;
            return done;
        } finally {
            if (!whole) {
                remove(to, newName);
            }
        }
    }

    /** The first failure is the one that counts. */
    private static void remove(Folder folder, Path name) {
        try {
            folder.deleteFile(name);
        } catch (IOException e) {
            // Not even created, or not removable: the first failure is told.
        }
    }
}
