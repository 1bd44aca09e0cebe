package io.footman.agent.file;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names of what is not finished. They cannot be guessed, so nobody can be there first. */
final class TemporaryNames {
    private static final int BYTES = 12;
    private static final Pattern NAME = Pattern.compile("\\.footman-[0-9a-f]{24}\\.part");

    private final RandomGenerator random;

    TemporaryNames(RandomGenerator random) {
        this.random = random;
    }

    Path next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Path.of(".footman-" + HexFormat.of().formatHex(bytes) + ".part");
    }

    /** Whether the name is one of these: part of another call's work, and nobody's file. */
    static boolean has(Path name) {
        return NAME.matcher(name.toString()).matches();
    }
}
