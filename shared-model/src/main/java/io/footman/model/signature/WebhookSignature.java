package io.footman.model.signature;

import io.footman.model.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies webhook bodies as Qlik Cloud does: HMAC-SHA256 over the received bytes, the secret's UTF-8 text as
 * key, 64 hex digits (Qlik webhooks §3). Several secrets may be active, so that a rotation needs no outage; the first one
 * signs. Safe for use by many threads.
 */
public final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final int DIGITS = 64;

    /** Prepared once, never updated: each use works on a clone, which is cheaper than a new key schedule. */
    private final List<Mac> prepared;

    /** @throws IllegalArgumentException when there is no secret or an empty one */
    public WebhookSignature(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("at least one secret is needed");
        }
        this.prepared = secrets.stream().map(WebhookSignature::prepare).toList();
    }

    /** The signature of a body with the first secret: 64 lower-case hex digits. */
    public String sign(byte[] body) {
        return HexFormat.of().formatHex(digest(prepared.get(0), body));
    }

    /**
     * Checks a body against the signature that came with it. Surrounding blanks, upper-case digits and a prefix
     * {@code sha256=} are tolerated. Takes the same time wherever the signatures differ.
     */
    public SignatureCheck verify(byte[] body, @Nullable String signature) {
        String text = signature == null ? "" : signature.strip();
        if (text.isEmpty()) {
            return SignatureCheck.MISSING;
        }
        byte[] claimed = digits(text);
        if (claimed.length == 0) {
            return SignatureCheck.MALFORMED;
        }
        boolean valid = false;
        for (Mac secret : prepared) {
            valid |= MessageDigest.isEqual(digest(secret, body), claimed);
        }
        return valid ? SignatureCheck.VALID : SignatureCheck.MISMATCH;
    }

    /** The bytes that the hex digits stand for, or none when they are not 64 hex digits. */
    private static byte[] digits(String text) {
        boolean prefixed = text.length() == PREFIX.length() + DIGITS
                && text.substring(0, PREFIX.length()).toLowerCase(Locale.ROOT).equals(PREFIX);
        String hex = prefixed ? text.substring(PREFIX.length()) : text;
        if (hex.length() != DIGITS) {
            return new byte[0];
        }
        for (int i = 0; i < DIGITS; i++) {
            if (!HexFormat.isHexDigit(hex.charAt(i))) {
                return new byte[0];
            }
        }
        return HexFormat.of().parseHex(hex);
    }

    private static Mac prepare(Secret secret) {
        if (secret.reveal().isEmpty()) {
            throw new IllegalArgumentException("a secret is empty");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] digest(Mac secret, byte[] body) {
        try {
            return ((Mac) secret.clone()).doFinal(body);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be cloned", e);
        }
    }
}
