package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out where a path really leads and whether that is within an approved directory. Both are compared element by
 * element after all links are resolved, so upper and lower case, short names, doubled slashes and links make no difference.
 * What does not exist yet is judged by its nearest parent that does.
 *
 * <p>The answer is true for a moment only. That it stays true is the business of {@link Folders}, which walk the resolved
 * way again without following any link.
 */
final class Approval {
    /** All that is approved for anything, for {@link #refuseApproved}. */
    private final List<Path> directories;

    Approval(Collection<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /**
     * Where the path leads.
     *
     * @param last whether a link as the last element is followed; the folders before are always
     * @return empty when that cannot be said: a link that leads nowhere or in a circle, or a folder that may not be read
     */
    Optional<Path> real(SentPath sent, boolean last) {
        try {
            Path parent = sent.path().getParent();
            if (parent == null || last) {
                return Optional.of(resolved(sent.path()));
            }
            return Optional.of(
                    resolved(parent).resolve(Objects.requireNonNull(sent.path().getFileName())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The place below an approved directory; empty when the path is not below it. */
    Optional<Place> below(Path real, Path approved) {
        return real(approved)
                .filter(top -> real.startsWith(top) && !real.equals(top))
                .map(top -> new Place(top, real));
    }

    /** The place in an approved directory, or the directory itself. */
    Optional<Place> within(Path real, Path approved) {
        return real(approved).filter(real::startsWith).map(top -> new Place(top, real));
    }

    /** Whether the path would be below an approved directory that is not there, such as a share that is not connected. */
    boolean awaits(SentPath sent, Path approved) {
        return sent.path().startsWith(approved) && real(approved).isEmpty();
    }

    /** Nothing may take an approved directory away, nor a folder above one. */
    void refuseApproved(Path real, SentPath sent) {
        // As it is configured too: an approved directory that is itself a link is lost with the link.
        Stream<Path> all =
                directories.stream().flatMap(approved -> Stream.concat(Stream.of(approved), real(approved).stream()));
        if (all.anyMatch(top -> top.startsWith(real))) {
            throw new FileException(
                    Reason.NOT_APPROVED, sent.described() + " is an approved directory, or one is in it");
        }
    }

    private static Optional<Path> real(Path approved) {
        try {
            return Optional.of(approved.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path resolved(Path path) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            missing.push(Objects.requireNonNullElse(existing.getFileName(), existing));
            Path parent = existing.getParent();
            if (parent == null) {
                throw new IOException("No such drive or share");
            }
            existing = parent;
        }
        Path real = existing.toRealPath();
        for (Path name : missing) {
            real = real.resolve(name);
        }
        return real;
    }
}
