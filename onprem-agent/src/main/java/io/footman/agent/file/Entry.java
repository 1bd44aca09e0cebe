package io.footman.agent.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What stands under a name.
 *
 * @param size in bytes
 */
record Entry(Kind kind, long size, FileTime modified, FileTime accessed) {
    /** A link is what leads elsewhere, also the junctions of Windows. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** Named pipes, devices, sockets. */
        OTHER
    }

    /**
     * @param special what a thing is that is no plain file, folder or symbolic link: on Windows a file that the system
     *     stores in a way of its own, such as deduplicated
     */
    static Entry of(BasicFileAttributes attributes, Kind special) {
        return new Entry(
                kind(attributes, special),
                attributes.size(),
                attributes.lastModifiedTime(),
                attributes.lastAccessTime());
    }

    private static Kind kind(BasicFileAttributes attributes, Kind special) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            // Java calls a junction both a directory and something other.
            return attributes.isOther() ? Kind.LINK : Kind.FOLDER;
        }
        return attributes.isRegularFile() ? Kind.FILE : special;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether it looks as it did then. */
    boolean unchangedSince(Entry earlier) {
        return kind == earlier.kind && size == earlier.size && modified.equals(earlier.modified);
    }
}
