package io.footman.agent.destination.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The escape rules of the line protocol, one by one. */
class LineProtocolTest {
    private static final Instant TIME = Instant.parse("2026-11-20T08:15:30.123456789Z");

    @Test
    void writesMeasurementTagsFieldsAndNanoseconds() {
        Point point = new Point.Builder()
                .tag("task_name", "Sales")
                .tag("host", "a")
                .field("text", "b")
                .field("number", 151)
                .build("reload_task_failed", TIME);

        assertThat(LineProtocol.of(point))
                .isEqualTo("reload_task_failed,host=a,task_name=Sales text=\"b\",number=151.0 1795162530123456789");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a b|a\\ b",
                "a,b|a\\,b",
                "a=b|a\\=b",
                "a\"b|a\"b",
                "a\\b|a\\b",
                "a\\ b|a\\\\ b",
                "a\\\\|a",
                "` a `|a",
                "日本語 📈|日本語\\ 📈"
            })
    void escapesTagValuesAndNames(String text, String written) {
        assertThat(LineProtocol.of(
                        new Point.Builder().tag("k", text).field("f", 1).build("m", TIME)))
                .startsWith("m,k=" + written + " f=1.0 ");
        assertThat(LineProtocol.of(
                        new Point.Builder().tag(text, "v").field("f", 1).build("m", TIME)))
                .startsWith("m," + written + "=v f=1.0 ");
        assertThat(LineProtocol.of(new Point.Builder().field(text, 1).build("m", TIME)))
                .startsWith("m " + written + "=1.0 ");
    }

    @Test
    void replacesLineEndsInTagsByBlanks() {
        assertThat(LineProtocol.of(new Point.Builder()
                        .tag("k", "a\r\n\tb\nc\u0000d")
                        .field("f", 1)
                        .build("m", TIME)))
                .startsWith("m,k=a\\ b\\ c\\ d f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\\", " \\ "})
    void leavesOutTagsWithoutAValue(String empty) {
        assertThat(LineProtocol.of(
                        new Point.Builder().tag("k", empty).field("f", 1).build("m", TIME)))
                .startsWith("m f=1.0 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a b,c=d|a b,c=d", "a\"b|a\\\"b", "a\\b|a\\\\b", "a\\|a\\\\", "\\\"|\\\\\\\""})
    void escapesQuotesAndBackslashesInTexts(String text, String written) {
        assertThat(LineProtocol.of(new Point.Builder().field("f", text).build("m", TIME)))
                .startsWith("m f=\"" + written + "\" ");
    }

    @Test
    void keepsLineEndsInTexts() {
        assertThat(LineProtocol.of(new Point.Builder().field("f", "a\r\nb\tc").build("m", TIME)))
                .startsWith("m f=\"a\r\nb\tc\" ");
    }

    @Test
    void escapesMeasurements() {
        assertThat(LineProtocol.of(new Point.Builder().field("f", 1).build("a b,c=d", TIME)))
                .startsWith("a\\ b\\,c=d f=");
    }

    @Test
    void cutsWhatServersRefuse() {
        String line = LineProtocol.of(new Point.Builder()
                .tag("k", "x".repeat(70_000))
                .field("f", "é".repeat(40_000))
                .build("m", TIME));

        Line read = Line.parse(line);
        assertThat(read.tags().get("k")).hasSize(1_000).endsWith("… (cut)");
        assertThat(read.fields().get("f").toString()).endsWith("… (cut)");
        assertThat(line.length()).isLessThan(32_000);
    }
}
