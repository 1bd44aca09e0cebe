package io.footman.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptLogTest {
    private final ScriptLog log = ScriptLog.of("one\r\ntwo\nthree Ä 🚨\n");

    @Test
    void showsStartAndEnd() {
        assertThat(log.size()).isEqualTo(3);
        assertThat(log.head(2)).isEqualTo("one\r\ntwo");
        assertThat(log.tail(2)).isEqualTo("two\r\nthree Ä 🚨");
        assertThat(log.head(0)).isEmpty();
        assertThat(log.tail(0)).isEmpty();
        assertThat(log.head(9)).isEqualTo(log.text()).isEqualTo(log.tail(9));
    }

    @Test
    void comesBackFromItsPackedForm() {
        assertThat(ScriptLog.ofPacked(log.packed())).isEqualTo(log);
        assertThat(ScriptLog.ofPacked(log.packed()).lines()).containsExactly("one", "two", "three Ä 🚨");
        assertThat(new ScriptLog(List.of("", "")).lines()).containsExactly("", "");
        assertThat(new ScriptLog(List.of()).lines()).isEmpty();
    }

    @Test
    void takesUpFarLessThanItsText() {
        String text = "2026-11-20 08:15:31 0042 LOAD OrderId, Amount FROM [lib://orders.qvd] (qvd)\r\n".repeat(10_000);
        assertThat(ScriptLog.of(text).packed()).hasSizeLessThan(text.length() / 10);
    }

    @Test
    void damageIsFoundAtOnce() {
        byte[] cut = Arrays.copyOf(log.packed(), log.packed().length / 2);
        assertThatThrownBy(() -> ScriptLog.ofPacked(cut)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> ScriptLog.ofPacked(new byte[] {1, 2, 3})).isInstanceOf(UncheckedIOException.class);
    }
}
