package io.footman.model.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.model.settings.Secret;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class WebhookSignaturePropertiesTest {
    private final WebhookSignature signature =
            new WebhookSignature(List.of(new Secret("0123456789abcdef0123456789abcdef")));

    @Property(tries = 50_000, shrinking = ShrinkingMode.OFF)
    void noAlteredBodyIsAccepted(
            @ForAll @Size(min = 1, max = 64) byte[] body,
            @ForAll @IntRange(max = 63) int place,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        String signed = signature.sign(body);
        byte[] altered = body.clone();
        altered[place % body.length] ^= (byte) change;

        assertThat(signature.verify(altered, signed)).isEqualTo(SignatureCheck.MISMATCH);
        assertThat(signature.verify(body, signed)).isEqualTo(SignatureCheck.VALID);
    }

    @Property(tries = 50_000, shrinking = ShrinkingMode.OFF)
    void noAlteredSignatureIsAccepted(
            @ForAll @Size(max = 32) byte[] body,
            @ForAll @IntRange(max = 63) int place,
            @ForAll @IntRange(min = 1, max = 15) int change) {
        char[] signed = signature.sign(body).toCharArray();
        signed[place] = Character.forDigit(Character.digit(signed[place], 16) ^ change, 16);

        assertThat(signature.verify(body, new String(signed))).isEqualTo(SignatureCheck.MISMATCH);
    }
}
