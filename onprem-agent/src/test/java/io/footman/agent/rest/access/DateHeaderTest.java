package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.rest.RestFixture;
import io.footman.agent.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DateHeaderTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-06T08:00:00.999Z"));
    private final DateHeader date = new DateHeader(time);

    @Test
    void writesTheDayWithTwoDigits() {
        assertThat(date.now()).isEqualTo("Fri, 06 Nov 2026 08:00:00 GMT");
    }

    @Test
    void goesOnWithTheClock() {
        assertThat(date.now()).endsWith("08:00:00 GMT");

        time.advance(Duration.ofMillis(1));

        assertThat(date.now()).endsWith("08:00:01 GMT");
    }

    @Test
    void standsOnceInEachAnswer(@TempDir Path folder) {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping]")) {
            assertThat(agent.get("/v4/butlerping").headers().allValues("date"))
                    .singleElement()
                    .asString()
                    .matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
            assertThat(agent.get("/v4/unknown").headers().allValues("date")).hasSize(1);
        }
    }
}
