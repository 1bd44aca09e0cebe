package io.footman.agent.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Copies a file or a folder with all in it under a new name.
 *
 * <p>Links inside a folder are never followed. Those that lead to something inside the same folder are made again, as
 * relative links within the copy; others fail the copy, because leaving them out would be silent and following them would
 * let out what was not approved.
 */
final class TreeCopy {
    private final Path source;
    private final boolean keepTimes;
    private final boolean overwrite;
    private final Optional<Originals> originals;

    /**
     * @param source what is copied as a whole, links resolved
     * @param keepTimes whether copies get the times of the originals
     * @param overwrite whether files are copied that the folder at the target has already
     */
    TreeCopy(Path source, boolean keepTimes, boolean overwrite) {
        this(source, keepTimes, overwrite, Optional.empty());
    }

    private TreeCopy(Path source, boolean keepTimes, boolean overwrite, Optional<Originals> originals) {
        this.source = source;
        this.keepTimes = keepTimes;
        this.overwrite = overwrite;
        this.originals = originals;
    }

    /** For a move: with all times, forced to the disk, and remembering what was copied. */
    static TreeCopy moving(Path source, Originals originals) {
        return new TreeCopy(source, true, true, Optional.of(originals));
    }

    /**
     * Copies one entry.
     *
     * @param existing the folder at the target that the copy will be merged into, when there is one
     */
    void copy(Folder from, Path name, Folder to, Path newName, Optional<Folder> existing) throws IOException {
        copy(from, name, to, newName, existing, 0);
    }

    private void copy(Folder from, Path name, Folder to, Path newName, Optional<Folder> existing, int depth)
            throws IOException {
        Depth.check(depth);
        Entry entry = from.entry(name).orElseThrow(() -> new NoSuchFileException(name.toString()));
        switch (entry.kind()) {
            case FILE -> Transfer.copy(from, name, to, newName, originals.isPresent());
            case LINK -> to.createLink(newName, inside(from, name));
            case FOLDER -> copyFolder(from, name, to, newName, existing, depth);
            default -> throw new IOException("\"" + name + "\" is neither a file nor a folder");
        }
        originals.ifPresent(all -> all.add(from.path().resolve(name), entry));
        if (keepTimes && !entry.is(Entry.Kind.LINK)) {
            to.setTimes(newName, entry.modified(), entry.accessed());
        }
    }

    private void copyFolder(Folder from, Path name, Folder to, Path newName, Optional<Folder> existing, int depth)
            throws IOException {
        to.createFolder(newName);
        try (Folder original = from.open(name);
                Folder copy = to.open(newName)) {
            for (Path inner : original.names()) {
                if (!TemporaryNames.has(inner)) {
                    copyInner(original, inner, copy, existing, depth);
                }
            }
            if (originals.isPresent()) {
                copy.force();
            }
        }
    }

    private void copyInner(Folder original, Path inner, Folder copy, Optional<Folder> existing, int depth)
            throws IOException {
        Optional<Entry> there =
                existing.isEmpty() ? Optional.empty() : existing.get().entry(inner);
        if (there.isEmpty()) {
            copy(original, inner, copy, inner, Optional.empty(), depth + 1);
            return;
        }
        boolean folder =
                original.entry(inner).filter(it -> it.is(Entry.Kind.FOLDER)).isPresent();
        if (folder != there.get().is(Entry.Kind.FOLDER)) {
            throw new IOException("\"" + inner + "\" is a folder on one side and a file on the other");
        }
        if (folder) {
            try (Folder below = existing.get().open(inner)) {
                copy(original, inner, copy, inner, Optional.of(below), depth + 1);
            }
        } else if (overwrite) {
            copy(original, inner, copy, inner, Optional.empty(), depth + 1);
        }
    }

    /**
     * The text of a link that leads to the same place within the copy. Java reads links by path only; a swap at this moment
     * cannot do harm, because the text is made of the way inside the copied folder whatever was read.
     */
    private Path inside(Folder from, Path name) throws IOException {
        Path target;
        try {
            target = from.path().resolve(name).toRealPath();
        } catch (IOException e) {
            throw new IOException("the link \"" + name + "\" leads nowhere or in a circle. Remove it", e);
        }
        if (!target.startsWith(source) || !from.path().startsWith(source)) {
            throw new IOException("the link \"" + name + "\" leads out of the folder that is copied. Remove it");
        }
        return Objects.requireNonNull(from.path().relativize(target));
    }
}
