package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Gives what was made under a temporary name its real one. */
final class Placement {
    private final Naming naming;

    Placement(Naming naming) {
        this.naming = naming;
    }

    /**
     * Renames within a folder. A folder is merged into one that is there already: file by file, each at once.
     *
     * @return whether anything was put in place
     */
    boolean place(Folder folder, Path temporary, Path name, boolean overwrite) throws IOException {
        boolean isFolder = is(folder.entry(temporary), Entry.Kind.FOLDER);
        if (isFolder && is(folder.entry(name), Entry.Kind.FOLDER)) {
            boolean any = merge(folder, temporary, folder, name, overwrite);
            TreeDeletion.quietly(folder, temporary);
            return any;
        }
        return rename(folder, temporary, folder, name, overwrite);
    }

    /**
     * Renames at once.
     *
     * @return false when the name is taken and may not be overwritten
     */
    boolean rename(Folder from, Path name, Folder to, Path newName, boolean overwrite) throws IOException {
        ReentrantLock lock = naming.of(to);
        lock.lock();
        try {
            if (!overwrite && to.entry(newName).isPresent()) {
                return false;
            }
            from.move(name, to, newName);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean merge(Folder from, Path name, Folder to, Path newName, boolean overwrite) throws IOException {
        boolean any = false;
        try (Folder source = from.open(name);
                Folder target = to.open(newName)) {
            for (Path inner : source.names()) {
                boolean both = is(source.entry(inner), Entry.Kind.FOLDER) && is(target.entry(inner), Entry.Kind.FOLDER);
                any |= both
                        ? merge(source, inner, target, inner, overwrite)
                        : rename(source, inner, target, inner, overwrite);
            }
        }
        return any;
    }

    private static boolean is(Optional<Entry> entry, Entry.Kind kind) {
        return entry.filter(it -> it.is(kind)).isPresent();
    }
}
