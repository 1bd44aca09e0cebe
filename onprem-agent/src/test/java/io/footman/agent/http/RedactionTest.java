package io.footman.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final URI ADDRESS =
            URI.create("https://user:pa55word@hooks.example.com:8443/services/T0001234/se%20cret?sig=abcdef123&v=1");

    @Test
    void showsNothingOfAnAddressButSchemeHostAndPort() {
        assertThat(Redaction.shown(ADDRESS)).isEqualTo("https://hooks.example.com:8443/…");
    }

    @Test
    void hidesTheAddressAndItsPiecesInAnyForm() {
        Redaction redaction = Redaction.of(ADDRESS, List.of("hunter22"));
        for (String secret : List.of("pa55word", "T0001234", "se%20cret", "se cret", "abcdef123", "hunter22")) {
            assertThat(redaction.clean("before " + secret + " after", 100)).isEqualTo("before **** after");
        }
        assertThat(redaction.clean("no /services/T0001234/se%20cret?sig=abcdef123&v=1 here", 100))
                .isEqualTo("no **** here");
    }

    @Test
    void givesOneLineOfBoundedLengthWithWholeCharacters() {
        Redaction redaction = Redaction.of(List.of());
        assertThat(redaction.clean("a\r\nevent=forged\u0000", 100)).isEqualTo("a event=forged");
        assertThat(redaction.clean("aaa🎉🎉", 4)).isEqualTo("aaa…");
    }
}
