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

    private void replace(Folder source, Entry entry, Folder target, Ends ends, boolean overwrite) throws IOException {
        Path name = ends.from().name();
        Path newName = ends.to().name();
        Optional<Entry> there = target.entry(newName);
        if (there.isPresent() && !overwrite) {
            throw taken();
        }
        boolean inTheWay =
                there.isPresent() && (entry.is(Entry.Kind.FOLDER) || there.get().is(Entry.Kind.FOLDER));
        try {
            rename(source, name, target, newName, overwrite, inTheWay);
        } catch (AtomicMoveNotSupportedException e) {
            across(source, entry, target, ends, overwrite, inTheWay);
        }
    }

    /**
     * Renames at once. What is in the way of a folder, or is one, no system replaces: it is put aside for the moment of the
     * renaming, and deleted when the other is there.
     */
    private void rename(Folder from, Path name, Folder to, Path newName, boolean overwrite, boolean inTheWay)
            throws IOException {
        if (!inTheWay) {
            if (!placement.rename(from, name, to, newName, overwrite)) {
                throw taken();
            }
            return;
        }
        Path old = names.nextOld();
        to.move(newName, to, old);
        boolean done = false;
        try {
            done = placement.rename(from, name, to, newName, false);
        } finally {
            if (!done) {
                putBack(to, old, newName);
            }
        }
        if (!done) {
            throw taken();
        }
        TreeDeletion.quietly(to, old);
    }

    /** The failure before this one is told to the caller, so that of the putting back goes to the log. */
    private void putBack(Folder folder, Path old, Path name) {
        try {
            if (!placement.rename(folder, old, folder, name, false)) {
                TreeDeletion.leftover(folder, old, taken());
            }
        } catch (IOException e) {
            TreeDeletion.leftover(folder, old, e);
        }
    }

    /** The copying can take long: what is at the target stays there until the copy is whole and on the disk. */
    private void across(Folder source, Entry entry, Folder target, Ends ends, boolean overwrite, boolean inTheWay)
            throws IOException {
        if (entry.is(Entry.Kind.LINK)) {
            throw new IOException("a link cannot be moved to another volume");
        }
        Path name = ends.from().name();
        Path temporary = names.next();
        Originals originals = new Originals();
        boolean placed = false;
        try {
            TreeCopy.moving(ends.source(), originals).copy(source, name, target, temporary, Optional.empty());
            rename(target, temporary, target, ends.to().name(), overwrite, inTheWay);
            placed = true;
        } finally {
            if (!placed) {
                TreeDeletion.quietly(target, temporary);
            }
        }
        target.force();
        originals.delete(source, name);
    }

    private static IOException taken() {
        return new IOException("something is there already. Send overwrite true, or choose another name");
    }
}
