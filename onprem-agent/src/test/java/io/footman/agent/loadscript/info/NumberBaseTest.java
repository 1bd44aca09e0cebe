package io.footman.agent.loadscript.info;

import static io.footman.agent.loadscript.info.NumberBase.BASE16;
import static io.footman.agent.loadscript.info.NumberBase.BASE62;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberBaseTest {
    /** The pair that the predecessor was seen to answer. */
    private static final String ID_62 = "6DMW88LpSok9Z7P7hUK0wv7bF";

    private static final String ID_16 = "3199af08bfeeaf5d420f27ed9c01e74370077";

    @Test
    void convertsAnIdOfQlikBothWays() {
        assertThat(BASE62.convert(ID_62, BASE16)).isEqualTo(ID_16);
        assertThat(BASE16.convert(ID_16, BASE62)).isEqualTo(ID_62);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0000,0", "9,9", "a,a", "z,23", "A,24", "Z,3d", "10,3e", "00z,23"})
    void keepsNoLeadingZerosAndKnowsTheOrderOfTheLetters(String base62, String base16) {
        assertThat(BASE62.convert(base62, BASE16)).isEqualTo(base16);
    }

    @Test
    void readsCapitalsInHexadecimal() {
        assertThat(BASE16.convert("FF", BASE62)).isEqualTo(BASE16.convert("ff", BASE62));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3199af08-bfee", "g", "0x1", " 1", "é", "\u0000", "١"})
    void tellsThePlaceOfACharacterThatIsNoDigit(String digits) {
        assertThatThrownBy(() -> BASE16.convert(digits, BASE62))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageMatching("has a character at place \\d+ that is none of 0123456789abcdef");
    }

    @Test
    void refusesNumbersWithoutDigitsAndOversizedOnes() {
        assertThat(BASE62.convert("Z".repeat(256), BASE16)).isNotEmpty();
        assertThatThrownBy(() -> BASE62.convert("Z".repeat(257), BASE16)).hasMessageContaining("1 to 256");
        assertThatThrownBy(() -> BASE62.convert("", BASE16)).hasMessageContaining("1 to 256");
    }

    @Property
    void comesBackToTheSameNumber(
            @ForAll @BigRange(min = "0", max = "1000000000000000000000000000000000000000000") BigInteger number) {
        String hexadecimal = number.toString(16);

        assertThat(BASE62.convert(BASE16.convert(hexadecimal, BASE62), BASE16)).isEqualTo(hexadecimal);
    }
}
