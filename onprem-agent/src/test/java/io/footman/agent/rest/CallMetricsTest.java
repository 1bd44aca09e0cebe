package io.footman.agent.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallMetricsTest {
    @TempDir
    Path folder;

    @Test
    void countsCallsByEndpointAndStatus() {
        try (RestFixture agent = RestFixture.start(folder, "endpoints: [butlerping, base62ToBase16]")) {
            agent.get("/v4/butlerping");
            agent.get("/v4/butlerping");
            agent.get("/v4/base62tobase16?base62=-");
            agent.get("/made-up/by/a/stranger");
            RawConnection.exchange(agent.port(), "rubbish\r\n\r\n");

            assertThat(calls(agent, "butlerping", 200)).isEqualTo(2);
            assertThat(calls(agent, "base62ToBase16", 400)).isEqualTo(1);
            assertThat(calls(agent, "none", 404)).isEqualTo(1);
            assertThat(calls(agent, "none", 400)).isEqualTo(1);
        }
    }

    private static long calls(RestFixture agent, String endpoint, int status) {
        Timer timer = agent.agent()
                .part(MeterRegistry.class)
                .find("footman.rest.calls")
                .tags("endpoint", endpoint, "status", Integer.toString(status))
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
