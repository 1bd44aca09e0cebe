package io.footman.agent.destination.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A delivery's key in a form that fits into headers and ids: letters and digits only, the same for every attempt. */
public final class IdempotencyKey {
    /** Header of outgoing calls, after the IETF draft "The Idempotency-Key HTTP Header Field". */
    public static final String HEADER = "Idempotency-Key";

    private static final int DIGITS = 32;

    private IdempotencyKey() {}

    /** 32 hexadecimal digits out of the delivery's key. */
    public static String of(String deliveryKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(deliveryKey.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
