package io.footman.agent.file;

import io.footman.model.settings.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What load scripts may do with files: section {@code footman.rest.files}. Without a list nothing of its kind is allowed.
 *
 * @param copy from where to where files may be copied
 * @param move from where to where files may be moved
 * @param delete where files may be deleted
 * @param create where folders may be created
 * @param createAnywhere whether folders may be created wherever the service account may, as Butler does
 * @param qvd what folders of {@code createdirqvd} are relative to
 * @param diskSpace of which directories the free space is told
 * @param concurrency copies and moves at once, and other operations at once
 * @param waitAtMost how long one more waits until it is refused
 */
public record FileSettings(
        List<Pair> copy,
        List<Pair> move,
        List<Path> delete,
        List<Path> create,
        boolean createAnywhere,
        Optional<Path> qvd,
        List<Path> diskSpace,
        int concurrency,
        Duration waitAtMost) {
    private static final int DEFAULT_CONCURRENCY = 4;
    private static final int MOST_CONCURRENCY = 64;
    /** Below the 30 seconds that Qlik's REST connector waits by default (load script §1). */
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(20);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** Both ends of an operation must be approved by the same pair. */
    public record Pair(Path from, Path to) {}

    public FileSettings {
        copy = List.copyOf(copy);
        move = List.copyOf(move);
        delete = List.copyOf(delete);
        create = List.copyOf(create);
        diskSpace = List.copyOf(diskSpace);
    }

    /** Reads {@code footman.rest.files}; mistakes are collected there. */
    public static FileSettings read(Settings footman) {
        Settings section = footman.section("rest").section("files");
        List<Pair> copy = pairs(section, "copy");
        List<Pair> move = pairs(section, "move");
        List<Path> delete = paths(section, "delete", section.texts("delete", List.of()));
        List<Path> create = paths(section, "create", section.texts("create", List.of()));
        Optional<Path> qvd = section.optionalText("qvd").flatMap(text -> path(section, "qvd", text));
        List<Path> all = Stream.of(
                        copy.stream().flatMap(pair -> Stream.of(pair.from(), pair.to())),
                        move.stream().flatMap(pair -> Stream.of(pair.from(), pair.to())),
                        delete.stream(),
                        create.stream(),
                        qvd.stream())
                .flatMap(paths -> paths)
                .distinct()
                .toList();
        Duration wait = section.duration("wait-at-most", DEFAULT_WAIT);
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            section.mistake("wait-at-most", "is too short", "Give at least 1s, such as 20s");
        }
        return new FileSettings(
                copy,
                move,
                delete,
                create,
                section.flag("dangerously-create-anywhere", false),
                qvd,
                section.has("disk-space") ? paths(section, "disk-space", section.texts("disk-space", List.of())) : all,
                section.number("concurrency", DEFAULT_CONCURRENCY, 1, MOST_CONCURRENCY),
                wait);
    }

    /** All that is approved for anything. */
    public List<Path> directories() {
        return Stream.of(
                        Stream.concat(copy.stream(), move.stream()).flatMap(pair -> Stream.of(pair.from(), pair.to())),
                        delete.stream(),
                        create.stream(),
                        qvd.stream(),
                        diskSpace.stream())
                .flatMap(paths -> paths)
                .distinct()
                .toList();
    }

    private static List<Pair> pairs(Settings section, String key) {
        List<Pair> pairs = new ArrayList<>();
        for (Settings pair : section.sections(key)) {
            Optional<Path> from = end(pair, "from");
            Optional<Path> to = end(pair, "to");
            if (from.isPresent() && to.isPresent()) {
                pairs.add(new Pair(from.get(), to.get()));
            }
        }
        return pairs;
    }

    private static Optional<Path> end(Settings pair, String key) {
        String text = pair.requiredText(key, "Give the directory, such as D:/QVD/in");
        return text.isEmpty() ? Optional.empty() : path(pair, key, text);
    }

    private static List<Path> paths(Settings section, String key, List<String> texts) {
        List<Path> paths = new ArrayList<>();
        texts.forEach(text -> path(section, key, text).ifPresent(paths::add));
        return paths;
    }

    private static Optional<Path> path(Settings section, String key, String text) {
        try {
            Path path = Path.of(text.strip());
            // A relative one would depend on the folder that the service happens to start in.
            if (path.isAbsolute()) {
                return Optional.of(path.normalize());
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        section.mistake(
                key,
                "holds \"" + text + "\", which is no absolute path of this machine",
                "Write the directory from the drive, share or root on, such as D:/QVD or //server/share/qvd");
        return Optional.empty();
    }
}
