package io.footman.agent.qlik.repository;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** The token against cross-site requests: 16 letters and digits, the same in header and query (QRS API §1.1). */
final class Xrfkey {
    private static final byte[] ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 16;

    private Xrfkey() {}

    static String next(RandomGenerator random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        for (int i = 0; i < LENGTH; i++) {
            key[i] = ALPHABET[(key[i] & 0xFF) % ALPHABET.length];
        }
        return new String(key, StandardCharsets.US_ASCII);
    }
}
