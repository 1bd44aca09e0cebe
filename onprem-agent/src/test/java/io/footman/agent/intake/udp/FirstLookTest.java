package io.footman.agent.intake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLookTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/scheduler-task-failed/;host;task;app;user;;;2026-11-20 08:15:31,123;WARN;;message",
                "\uFEFF/scheduler-task-success//;host;task;app;user;;;2026-11-20 08:15:31,123;INFO;;message\r\n",
                "\n /proxy-session/;host;Start session;LAB;goran;;;",
                "hôte;task;app;user",
                "",
                "no field at all"
            })
    void letsThroughWhatMayBeAMessage(String text) {
        assertThat(look(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {";;;;;;;;;;;", "a\u0000b;c;d;e;f", "\u0001;;;;", "/\u0000s\u0000c\u0000h", "\u007F"})
    void keepsOutWhatCannotBeOne(String text) {
        assertThat(look(text)).isFalse();
    }

    @Test
    void keepsOutWhatHasNoEndOfItsFirstField() {
        assertThat(look("x".repeat(65_000) + ";;;;;;;;;;")).isFalse();
    }

    @Test
    void looksOnlyBetweenPositionAndLimit() {
        ByteBuffer buffer = ByteBuffer.wrap("\u0000a;b;c;d\u0000".getBytes(StandardCharsets.UTF_8));
        assertThat(FirstLook.mayBeMessage(buffer.position(1).limit(8))).isTrue();
        assertThat(buffer.position()).isEqualTo(1);
    }

    private static boolean look(String text) {
        return FirstLook.mayBeMessage(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
