package io.footman.agent.loadscript.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptErrorsTest {
    private final ScriptErrors errors = new ScriptErrors();

    @Test
    void tellsEachErrorOnceAndOnOneLine() {
        errors.add(List.of("Field not found in: LOAD x\r\n  FROM y", "Field not found in: LOAD x FROM y", "other"));

        assertThat(errors.all()).isEqualTo("the script failed: Field not found in: LOAD x FROM y; other");
    }

    @Test
    void keepsTheFirstErrorsAndSaysThatThereAreMore() {
        errors.add(IntStream.range(0, 1_000).mapToObj(i -> "error " + i + " ").toList());

        assertThat(errors.all())
                .contains("error 0; ", "error " + (ScriptErrors.MOST - 1) + "; and more")
                .doesNotContain("error " + ScriptErrors.MOST);
    }

    @Test
    void cutsLongErrors() {
        errors.add(List.of("x".repeat(100_000)));

        assertThat(errors.all()).hasSizeLessThan(ScriptErrors.LONGEST + 100).endsWith("…");
    }
}
