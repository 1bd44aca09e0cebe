package io.footman.agent.destination.webhook;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs calls by Standard Webhooks 1.0: HMAC-SHA256 over id, time and body. */
final class SigningKey {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    /** The specification asks for 24 to 64 bytes. */
    private static final int SHORTEST_BYTES = 24;

    private static final int LONGEST_BYTES = 64;

    private final byte[] key;

    private SigningKey(byte[] key) {
        this.key = key;
    }

    /** Reads a secret of the form {@code whsec_<base64>}. */
    static Optional<SigningKey> read(Settings section, String name) {
        return section.optionalSecret(name).flatMap(secret -> {
            Optional<SigningKey> key = parse(secret);
            if (key.isEmpty()) {
                section.mistake(
                        name,
                        "is no secret of Standard Webhooks",
                        "Give whsec_ and the base64 text of 24 to 64 random bytes, as the receiver has it");
            }
            return key;
        });
    }

    private static Optional<SigningKey> parse(Secret secret) {
        String text = secret.reveal().strip();
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return key.length < SHORTEST_BYTES || key.length > LONGEST_BYTES
                    ? Optional.empty()
                    : Optional.of(new SigningKey(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The three headers of the specification. */
    Map<String, String> headers(String id, Instant time, byte[] body) {
        String seconds = Long.toString(time.getEpochSecond());
        return Map.of(
                "webhook-id", id, "webhook-timestamp", seconds, "webhook-signature", "v1," + sign(id, seconds, body));
    }

    private String sign(String id, String seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
