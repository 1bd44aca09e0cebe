package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was copied, as it looked before. After a move between volumes exactly that is deleted at the source: what was added
 * or changed there meanwhile has no copy and stays.
 */
final class Originals {
    private final Map<Path, Entry> entries = new HashMap<>();

    void add(Path path, Entry entry) {
        entries.put(path, entry);
    }

    void delete(Folder in, Path name) throws IOException {
        if (!deleted(in, name)) {
            throw new IOException(
                    "all was copied, but something in the source was changed meanwhile and stays there. Compare both");
        }
    }

    private boolean deleted(Folder in, Path name) throws IOException {
        Optional<Entry> entry = in.entry(name);
        Entry copied = entries.get(in.path().resolve(name));
        if (entry.isEmpty()) {
            return true;
        }
        if (copied == null) {
            return false;
        }
        if (!entry.get().is(Entry.Kind.FOLDER)) {
            boolean same = entry.get().unchangedSince(copied);
            if (same) {
                in.deleteFile(name);
            }
            return same;
        }
        boolean all = true;
        try (Folder folder = in.open(name)) {
            for (Path inner : folder.names()) {
                all &= deleted(folder, inner);
            }
        }
        return all && deletedFolder(in, name);
    }

    private static boolean deletedFolder(Folder in, Path name) throws IOException {
        try {
            in.deleteFolder(name);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }
}
