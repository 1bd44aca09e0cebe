package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Copies files and folders. The copy is made under a temporary name beside its target and renamed when it is whole, so
 * nobody ever sees half of it and a failure leaves nothing.
 */
final class FileCopy {
    private final List<FileSettings.Pair> pairs;
    private final Approval approval;
    private final Folders folders;
    private final TemporaryNames names;
    private final Placement placement;

    FileCopy(
            List<FileSettings.Pair> pairs,
            Approval approval,
            Folders folders,
            TemporaryNames names,
            Placement placement) {
        this.pairs = List.copyOf(pairs);
        this.approval = approval;
        this.folders = folders;
        this.names = names;
        this.placement = placement;
    }

    /** @return whether anything was copied; false when all of it was there and may not be overwritten */
    boolean copy(SentPath from, SentPath to, boolean overwrite, boolean keepTimes) {
        Ends ends = Ends.approve(approval, pairs, "copy", from, to, true);
        try (Folders.Way source = Sources.open(folders, ends.from(), from)) {
            Entry entry = Sources.entry(source.folder(), ends.from(), from);
            ends.refuseNesting(to);
            return copy(source.folder(), entry, ends, new TreeCopy(ends.source(), keepTimes, overwrite), overwrite);
        } catch (IOException e) {
            throw Failures.failed(from, to, e);
        }
    }

    private boolean copy(Folder source, Entry entry, Ends ends, TreeCopy tree, boolean overwrite) throws IOException {
        boolean done = false;
        try (Folders.Way target = folders.create(ends.to())) {
            try {
                done = into(source, entry, target.folder(), ends, tree, overwrite);
                return done;
            } finally {
                if (!done) {
                    target.undo();
                }
            }
        }
    }

    private boolean into(Folder source, Entry entry, Folder target, Ends ends, TreeCopy tree, boolean overwrite)
            throws IOException {
        Path name = ends.to().name();
        Optional<Entry> there = target.entry(name);
        boolean folder = entry.is(Entry.Kind.FOLDER);
        if (there.isPresent() && folder != there.get().is(Entry.Kind.FOLDER)) {
            throw new IOException(folder ? "a file is there, and a folder is copied" : "a folder is there");
        }
        if (there.isPresent() && !folder && !overwrite) {
            return false;
        }
        Path temporary = names.next();
        boolean placed = false;
        try {
            if (there.isPresent() && folder) {
                try (Folder existing = target.open(name)) {
                    tree.copy(source, ends.from().name(), target, temporary, Optional.of(existing));
                }
            } else {
                tree.copy(source, ends.from().name(), target, temporary, Optional.empty());
            }
            placed = placement.place(target, temporary, name, overwrite);
            return placed;
        } finally {
            if (!placed) {
                TreeDeletion.quietly(target, temporary);
            }
        }
    }
}
