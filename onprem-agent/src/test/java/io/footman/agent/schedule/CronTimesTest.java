package io.footman.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/7 * * * *            | 2026-11-20T12:07 2026-11-20T12:14",
                "*/20 * * * * *         | 2026-11-20T12:00:20 2026-11-20T12:00:40",
                "10-30/10 6,18 * * *    | 2026-11-20T18:10 2026-11-20T18:20",
                "5/20 * * * *           | 2026-11-20T12:05 2026-11-20T12:25",
                "0 6 * * 1-5            | 2026-11-23T06:00 2026-11-24T06:00",
                "0 6 * * MON-Fri        | 2026-11-23T06:00 2026-11-24T06:00",
                "0 0 * * 0              | 2026-11-22T00:00 2026-11-29T00:00",
                "0 0 * * 7              | 2026-11-22T00:00 2026-11-29T00:00",
                "0 0 * * sun            | 2026-11-22T00:00 2026-11-29T00:00",
                "0 0 * * 5-7            | 2026-11-21T00:00 2026-11-22T00:00",
                "0 0 1 jan,JUL *        | 2027-01-01T00:00 2027-07-01T00:00",
                "0 0 1 * 1              | 2026-11-23T00:00 2026-11-30T00:00 2026-12-01T00:00",
                "0 0 29 2 *             | 2028-02-29T00:00 2032-02-29T00:00",
                "  0   6 * *  *         | 2026-11-21T06:00 2026-11-22T06:00"
            })
    void comesWhenNodeCronDoes(String cron, String times) {
        List<LocalDateTime> expected =
                Stream.of(times.split(" ")).map(LocalDateTime::parse).toList();
        Instant from = LocalDateTime.parse("2026-11-20T12:00").atZone(STOCKHOLM).toInstant();

        assertThat(times(cron, STOCKHOLM, from, expected.size()))
                .extracting(time -> time.atZone(STOCKHOLM).toLocalDateTime())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "* * * *",
                "* * * * * * *",
                "60 * * * *",
                "0 25 * * *",
                "0 0 0 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "30-10 * * * *",
                "0 0 * * fri-mon",
                "*/0 * * * *",
                "5- * * * *",
                "0 0 L * *",
                "0 0 * * 1#2",
                "a-b * * * *",
                "0 0 * * bad",
                "1.5 * * * *",
                "@never",
                "0 0 0 ? * 1"
            })
    void refusesWhatNodeCronDoesNotTake(String cron) {
        assertThatThrownBy(() -> CronTimes.of(cron, STOCKHOLM)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6 *"})
    void knowsDaysThatNeverCome(String cron) {
        assertThat(CronTimes.of(cron, STOCKHOLM).next(Instant.parse("2026-11-20T11:00:00Z")))
                .isEmpty();
    }

    @Test
    void theSameExpressionComesAtAnotherTimeInAnotherZone() {
        Instant from = Instant.parse("2026-11-20T11:00:00Z");

        assertThat(times("0 6 * * *", ZoneId.of("Asia/Tokyo"), from, 1))
                .containsExactly(Instant.parse("2026-11-20T21:00:00Z"));
        assertThat(times("0 6 * * *", ZoneId.of("UTC"), from, 1))
                .containsExactly(Instant.parse("2026-11-21T06:00:00Z"));
    }

    @Test
    void aTimeThatTheClockSkipsRunsAtTheMomentOfTheChange() {
        assertThat(times("30 2 * * *", STOCKHOLM, at("2026-03-28T12:00+01:00"), 3))
                .containsExactly(
                        at("2026-03-29T03:00+02:00"), at("2026-03-30T02:30+02:00"), at("2026-03-31T02:30+02:00"));
        assertThat(times("*/30 * * * *", STOCKHOLM, at("2026-03-29T01:15+01:00"), 3))
                .containsExactly(
                        at("2026-03-29T01:30+01:00"), at("2026-03-29T03:00+02:00"), at("2026-03-29T03:30+02:00"));
        assertThat(times("30 3 * * *", STOCKHOLM, at("2026-03-28T12:00+01:00"), 1))
                .containsExactly(at("2026-03-29T03:30+02:00"));
    }

    @Test
    void aTimeThatComesTwiceRunsOnceAndIntervalsGoOn() {
        assertThat(times("30 2 * * *", STOCKHOLM, at("2026-10-24T12:00+02:00"), 2))
                .containsExactly(at("2026-10-25T02:30+02:00"), at("2026-10-26T02:30+01:00"));
        assertThat(times("*/30 * * * *", STOCKHOLM, at("2026-10-25T01:45+02:00"), 5))
                .containsExactly(
                        at("2026-10-25T02:00+02:00"),
                        at("2026-10-25T02:30+02:00"),
                        at("2026-10-25T02:00+01:00"),
                        at("2026-10-25T02:30+01:00"),
                        at("2026-10-25T03:00+01:00"));
    }

    private static List<Instant> times(String cron, ZoneId zone, Instant from, int count) {
        CronTimes times = CronTimes.of(cron, zone);
        List<Instant> found = new ArrayList<>();
        Instant time = from;
        for (int i = 0; i < count; i++) {
            time = times.next(time).orElseThrow();
            found.add(time);
        }
        return found;
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
