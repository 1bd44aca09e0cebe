package io.footman.agent.route;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes the key that one message keeps over every attempt and restart. */
final class DeliveryKey {
    private static final int BYTES = 16;
    private static final byte SEPARATOR = 0;

    private DeliveryKey() {}

    /** Short, free of personal data, and fit for a header or a Message-ID: the start of a SHA-256 in hexadecimal. */
    static String of(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update(SEPARATOR);
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
