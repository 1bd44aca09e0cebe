package io.footman.agent.qlik.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.time.VirtualTime;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class RepositoryHealthTest {
    private final VirtualTime time = new VirtualTime(Instant.now());

    @Test
    void tellsTheStateOfTheRepositoryAndTheDaysLeft(@TempDir Path folder) {
        try (FakeQrs qrs = FakeQrs.start(folder)) {
            SenseSettings settings = settings(Map.of("repository", qrs.url(), "certificates", folder.toString()));
            try (RepositoryClient client = new RepositoryClient(
                    "sense",
                    settings.repository().orElseThrow(),
                    time,
                    new Random(1),
                    time,
                    new SimpleMeterRegistry())) {
                RepositoryHealth health = new RepositoryHealth(settings, client, time);
                assertThat(results(health)).singleElement().satisfies(result -> {
                    assertThat(result.getStatus()).isEqualTo(HealthStatus.UP);
                    assertThat(details(result))
                            .containsEntry("repository", qrs.url())
                            .hasEntrySatisfying(
                                    "certificateDaysLeft",
                                    days -> assertThat((Long) days).isBetween(29L, 30L))
                            .doesNotContainKey("trouble");
                });

                qrs.troubled(Trouble.status(500));
                IntStream.range(0, Gate.MOST_FAILURES).forEach(number -> startInVain(client));

                assertThat(results(health)).singleElement().satisfies(result -> {
                    assertThat(result.getStatus()).isEqualTo(HealthStatus.DOWN);
                    assertThat(details(result).get("trouble")).asString().contains("(500)");
                });
            }
        }
    }

    @Test
    void saysNothingWithoutARepository() {
        assertThat(results(new RepositoryHealth(settings(Map.of()), null, time)))
                .isEmpty();
    }

    /** A call that is not repeated, so that no time has to pass. */
    private static void startInVain(RepositoryClient client) {
        try {
            client.start(new Guid(FakeSite.RELOAD_TASK)).join();
        } catch (CompletionException e) {
            assertThat(RepositoryException.of(e).isOutage()).isTrue();
        }
    }

    private SenseSettings settings(Map<String, Object> section) {
        return SenseSettings.read(Settings.of("footman.qlik-sense", section), time);
    }

    private static List<HealthResult> results(RepositoryHealth health) {
        return Flux.from(health.getResult()).collectList().block();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(HealthResult result) {
        return (Map<String, Object>) result.getDetails();
    }
}
