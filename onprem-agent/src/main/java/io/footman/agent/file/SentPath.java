package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A path that a caller sent, read but neither looked up nor approved.
 *
 * @param field what the caller calls it, for errors
 * @param sent as it came
 * @param normal with forward slashes, without {@code .} and {@code ..}
 * @param path the same for this system, absolute
 */
public record SentPath(String field, String sent, String normal, Path path) {
    /** @throws FileException when it can be no path of this system */
    public static SentPath read(String field, String sent, PathRules rules) {
        String normal = rules.normal(field, sent);
        return new SentPath(field, sent, normal, path(field, sent, normal));
    }

    /**
     * A path below a directory that is known.
     *
     * @param outside the message when it leads out of the directory
     */
    static SentPath below(Path directory, String field, String sent, PathRules rules, String outside) {
        String normal = rules.relative(field, sent, outside);
        return new SentPath(field, sent, normal, directory.resolve(path(field, sent, normal)));
    }

    private static Path path(String field, String sent, String normal) {
        try {
            return Path.of(normal);
        } catch (InvalidPathException e) {
            throw new FileException(
                    Reason.INVALID,
                    field + " \"" + sent + "\" holds characters that this system's file names cannot. "
                            + "On Linux start Footman with a UTF-8 locale (LC_ALL=C.UTF-8)");
        }
    }

    /** For messages: the field and the path as sent. */
    String described() {
        return field + " \"" + sent + "\"";
    }
}
