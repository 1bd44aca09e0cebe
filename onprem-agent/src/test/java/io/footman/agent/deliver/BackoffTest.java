package io.footman.agent.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource({
        "1, 0.0, 0",
        "1, 0.5, 500",
        "1, 0.999, 999",
        "2, 0.5, 1000",
        "3, 0.5, 2000",
        "10, 0.5, 256000",
        "11, 0.5, 450000",
        "100, 0.5, 450000",
        "2147483647, 0.999, 899100",
        "0, 0.5, 500"
    })
    void doublesItsUpperBoundUntilTheLongestWait(int attempt, double seed, long millis) {
        assertThat(backoff.wait(attempt, seed)).isEqualTo(Duration.ofMillis(millis));
    }
}
