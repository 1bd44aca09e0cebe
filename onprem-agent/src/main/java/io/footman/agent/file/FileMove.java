package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Moves files and folders: renames at once, and between volumes copies and then deletes what was copied. A link is moved as
 * a link.
 */
final class FileMove {
    private final List<FileSettings.Pair> pairs;
    private final Approval approval;
    private final Folders folders;
    private final TemporaryNames names;
    private final Placement placement;

    FileMove(
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

    void move(SentPath from, SentPath to, boolean overwrite) {
        Ends ends = Ends.approve(approval, pairs, "move", from, to, false);
        approval.refuseApproved(ends.from().real(), from);
        approval.refuseApproved(ends.to().real(), to);
        try (Folders.Way source = Sources.open(folders, ends.from(), from)) {
            Entry entry = Sources.entry(source.folder(), ends.from(), from);
            ends.refuseNesting(to);
            boolean done = false;
            try (Folders.Way target = folders.create(ends.to())) {
                try {
                    replace(source.folder(), entry, target.folder(), ends, overwrite);
                    done = true;
                } finally {
                    if (!done) {
                        target.undo();
                    }
                }
            }
        } catch (IOException e) {
            throw Failures.failed(from, to, e);
        }
    }

    /** What is in the way of a folder, or is one, cannot be replaced at once: it is put aside until the other is there. */
    private void replace(Folder source, Entry entry, Folder target, Ends ends, boolean overwrite) throws IOException {
        Path name = ends.to().name();
        Optional<Entry> there = target.entry(name);
        if (there.isPresent() && !overwrite) {
            throw taken();
        }
        boolean aside =
                there.isPresent() && (entry.is(Entry.Kind.FOLDER) || there.get().is(Entry.Kind.FOLDER));
        if (!aside) {
            transfer(source, entry, target, ends, overwrite);
            return;
        }
        Path old = names.next();
        target.move(name, target, old);
        boolean done = false;
        try {
            transfer(source, entry, target, ends, false);
            done = true;
        } finally {
            if (done) {
                TreeDeletion.quietly(target, old);
            } else {
                target.move(old, target, name);
            }
        }
    }

    private void transfer(Folder source, Entry entry, Folder target, Ends ends, boolean overwrite) throws IOException {
        Path name = ends.from().name();
        try {
            if (!placement.rename(source, name, target, ends.to().name(), overwrite)) {
                throw taken();
            }
        } catch (AtomicMoveNotSupportedException e) {
            across(source, name, entry, target, ends, overwrite);
        }
    }

    private void across(Folder source, Path name, Entry entry, Folder target, Ends ends, boolean overwrite)
            throws IOException {
        if (entry.is(Entry.Kind.LINK)) {
            throw new IOException("a link cannot be moved to another volume");
        }
        Path temporary = names.next();
        Originals originals = new Originals();
        boolean placed = false;
        try {
            TreeCopy.moving(ends.source(), originals).copy(source, name, target, temporary, Optional.empty());
            placed = placement.rename(target, temporary, target, ends.to().name(), overwrite);
        } finally {
            if (!placed) {
                TreeDeletion.quietly(target, temporary);
            }
        }
        if (!placed) {
            throw taken();
        }
        originals.delete(source, name);
    }

    private static IOException taken() {
        return new IOException("something is there already. Send overwrite true, or choose another name");
    }
}
