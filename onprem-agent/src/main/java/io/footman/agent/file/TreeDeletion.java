package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Deletes a file, a link (never what it leads to), or a folder with all in it. */
final class TreeDeletion {
    private TreeDeletion() {}

    static void delete(Folder in, Path name) throws IOException {
        delete(in, name, 0);
    }

    /** Removes what a failed call has made. What cannot be removed stays under its temporary name. */
    static void quietly(Folder in, Path name) {
        try {
            delete(in, name, 0);
        } catch (IOException e) {
            // The failure before this one is told to the caller.
        }
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
