package io.footman.agent.journal.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys that fit into an index: PostgreSQL refuses entries beyond some 2,700 bytes. */
final class Keys {
    private static final int LONGEST = 500;
    private static final int KEPT = 400;

    private Keys() {}

    /** The key itself, or its beginning and a digest of the whole when it is too long. Idempotent. */
    static String bounded(String key) {
        return key.length() <= LONGEST ? key : key.substring(0, KEPT) + "~" + digest(key);
    }

    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
