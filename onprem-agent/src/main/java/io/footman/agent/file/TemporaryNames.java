package io.footman.agent.file;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names of what is not finished, and of what is put aside meanwhile. They cannot be guessed, so nobody can be there first. */
final class TemporaryNames {
    private static final int BYTES = 12;
    private static final Pattern NAME = Pattern.compile("\\.footman-[0-9a-f]{24}\\.(part|old)");

    private final RandomGenerator random;

    TemporaryNames(RandomGenerator random) {
        this.random = random;
    }

    /** For what is not finished. */
    Path next() {
        return next(".part");
    }

    /** For what is put aside: it may be all there is of someone's files. */
    Path nextOld() {
        return next(".old");
    }

    private Path next(String ending) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Path.of(".footman-" + HexFormat.of().formatHex(bytes) + ending);
    }

    /** Whether the name is one of these: part of another call's work, and nobody's file. */
    static boolean has(Path name) {
        return NAME.matcher(name.toString()).matches();
    }
}
