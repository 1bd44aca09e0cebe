package io.footman.agent.file;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Locks held while it is decided whether a name in a folder is free, and given out: the system has no single step for both.
 * Of two equal requests one then finds what the other has made. Other programs are not bound by them.
 */
final class Naming {
    private static final int LOCKS = 64;

    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    /** Nobody may hold two of them. */
    ReentrantLock of(Folder folder) {
        return locks.get(Math.floorMod(folder.path().hashCode(), LOCKS));
    }
}
