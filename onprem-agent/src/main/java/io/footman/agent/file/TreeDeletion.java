package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes a file, a link (never what it leads to), or a folder with all in it. */
final class TreeDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(TreeDeletion.class);

    private TreeDeletion() {}

    static void delete(Folder in, Path name) throws IOException {
        delete(in, name, 0);
    }

    /**
     * Removes what a failed call may have made, or what a move has replaced. What cannot be removed stays under its
     * temporary name, and the log tells: the caller is told of the call's own end.
     */
    static void quietly(Folder in, Path name) {
        try {
            if (in.entry(name).isPresent()) {
                delete(in, name, 0);
            }
        } catch (IOException e) {
            leftover(in, name, e);
        }
    }

    /** Tells the operator of something that stays under a temporary name. */
    static void leftover(Folder in, Path name, IOException reason) {
        LOG.warn(
                "event=file-leftover path={} reason={}",
                Failures.quoted(in.path().resolve(name).toString()),
                Failures.quoted(reason.toString()));
    }

    private static void delete(Folder in, Path name, int depth) throws IOException {
        Depth.check(depth);
        Entry entry = in.entry(name).orElseThrow(() -> new NoSuchFileException(name.toString()));
        if (!entry.is(Entry.Kind.FOLDER)) {
            in.deleteFile(name);
            return;
        }
        try (Folder folder = in.open(name)) {
            for (Path inner : folder.names()) {
                delete(folder, inner, depth + 1);
            }
        }
        in.deleteFolder(name);
    }
}
