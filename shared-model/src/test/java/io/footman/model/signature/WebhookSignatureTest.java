package io.footman.model.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.footman.model.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final byte[] BODY = bytes("{\"hello\":\"world\"}");
    private static final String SIGNATURE = "ae4dbaa2e6fed582c7e7b06eb38ccced7e238e14d7e6682e7ada41dd69a3cf10";

    private final WebhookSignature signature = with(KEY);

    record Vector(String name, byte[] body, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Qlik webhooks §3.1. */
    static List<Vector> vectors() {
        return List.of(
                new Vector("A", BODY, SIGNATURE),
                new Vector(
                        "B",
                        bytes("{\"data\":{\"name\":\"Försäljning €\"}}"),
                        "ef5d499fbe72c6926611a4ccae808a9ca916ddf1da4d54a045f11576763185cf"),
                new Vector("C", new byte[0], "796cd3078af14636753d26b3b5555422ff55a3e261cf847b48e95371b9bd0aa2"),
                new Vector(
                        "D",
                        bytes("{\"hello\":\"world\"}\n"),
                        "937c83de93b5a1d7e721e4ec46c9d9481aaca4c01971aa365a858639c87e57b7"),
                new Vector(
                        "E",
                        bytes("{\"id\":\"4f1c9a52-6c1e-4f0e-9a3b-0d2f6f2d7c11\",\"source\":\"com.qlik/engine\","
                                + "\"specversion\":\"1.0\",\"type\":\"com.qlik.v1.app.reload.finished\","
                                + "\"time\":\"2026-11-20T08:15:31Z\",\"datacontenttype\":\"application/json\","
                                + "\"tenantid\":\"UkeLb6ICti8OA8f3LueRI5kVNtuHc15f\","
                                + "\"userid\":\"637390ec6541614d3a88d6c1\",\"ownerid\":\"637390ec6541614d3a88d6c1\","
                                + "\"toplevelresourceid\":\"e7af59a0-c243-480d-9571-08727551a66f\","
                                + "\"data\":{\"status\":\"error\",\"reloadId\":\"6a849f7f18ec290e6ceb025d\"}}"),
                        "e63145d99f51f46b4c291690d26fd038471c7df7b6dc4f7122659c59b5bc319d"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsAndVerifiesTheKnownVectors(Vector vector) {
        assertThat(signature.sign(vector.body())).isEqualTo(vector.expected());
        assertThat(signature.verify(vector.body(), vector.expected())).isEqualTo(SignatureCheck.VALID);
    }

    @Test
    void acceptsEachActiveSecret() {
        WebhookSignature rotating = with("new-secret-new-secret-new-secret", KEY);

        assertThat(rotating.verify(BODY, SIGNATURE)).isEqualTo(SignatureCheck.VALID);
        assertThat(rotating.verify(BODY, rotating.sign(BODY))).isEqualTo(SignatureCheck.VALID);
        assertThat(rotating.sign(BODY)).isNotEqualTo(SIGNATURE);
    }

    @Test
    void refusesARetiredSecret() {
        assertThat(with("another-secret").verify(BODY, SIGNATURE)).isEqualTo(SignatureCheck.MISMATCH);
    }

    @Test
    void toleratesBlanksUpperCaseAndPrefix() {
        String upperCase = SIGNATURE.toUpperCase(Locale.ROOT);

        assertThat(List.of("  " + SIGNATURE + "\t", upperCase, "sha256=" + SIGNATURE, "SHA256=" + upperCase))
                .allSatisfy(text -> assertThat(signature.verify(BODY, text)).isEqualTo(SignatureCheck.VALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void tellsAMissingSignature(String text) {
        assertThat(signature.verify(BODY, text)).isEqualTo(SignatureCheck.MISSING);
        assertThat(signature.verify(BODY, null)).isEqualTo(SignatureCheck.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "sha256=",
                "sha1=ae4dbaa2e6fed582c7e7b06eb38ccced7e238e14d7e6682e7ada41dd69a3cf10",
                "ae4dbaa2e6fed582c7e7b06eb38ccced7e238e14d7e6682e7ada41dd69a3cf1",
                "ae4dbaa2e6fed582c7e7b06eb38ccced7e238e14d7e6682e7ada41dd69a3cf100",
                "ge4dbaa2e6fed582c7e7b06eb38ccced7e238e14d7e6682e7ada41dd69a3cf10",
                "rk26oub+1YLH5/Buszi8ztfiOOFNfmaC562kHdaaPPEA"
            })
    void tellsAMalformedSignature(String text) {
        assertThat(signature.verify(BODY, text)).isEqualTo(SignatureCheck.MALFORMED);
    }

    @Test
    void refusesToWorkWithoutASecret() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> with(""));
    }

    private static WebhookSignature with(String... secrets) {
        return new WebhookSignature(List.of(secrets).stream().map(Secret::new).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
