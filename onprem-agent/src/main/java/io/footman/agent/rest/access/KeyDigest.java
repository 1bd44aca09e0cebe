package io.footman.agent.rest.access;

import io.footman.model.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is stored in place of a key: its SHA-256 in hexadecimal digits. A slow password hash would add nothing: the key is 256
 * random bits, which nobody guesses, however fast the guesses are; and it would cost each call.
 *
 * <p>Keys are looked up by this digest. How long the look-up takes may tell something of the digest of what was presented,
 * which its sender knows anyway, and nothing that leads to a key.
 */
public record KeyDigest(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public KeyDigest {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("sha256 is not made of 64 hexadecimal digits");
        }
    }

    /** Of what a caller presents. */
    static KeyDigest of(Secret presented) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(presented.reveal().getBytes(StandardCharsets.UTF_8));
            return new KeyDigest(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime knows SHA-256", e);
        }
    }

    /** For each call: what records get by themselves is slow without the optimizing compiler, which the agent does not use. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDigest digest && hex.equals(digest.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }
}
