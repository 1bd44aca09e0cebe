package io.footman.agent.qlik.repository;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Shows at {@code /health} whether the repository answers and how long the client certificate is still good. Neither
 * liveness nor readiness follow it: a restart would not bring the repository back, and alerts go out without it.
 */
@Singleton
final class RepositoryHealth implements HealthIndicator {
    private final SenseSettings settings;
    private final Optional<RepositoryClient> client;
    private final Clock clock;

    RepositoryHealth(SenseSettings settings, @Nullable RepositoryClient client, Clock clock) {
        this.settings = settings;
        this.client = Optional.ofNullable(client);
        this.clock = clock;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return settings.repository()
                .flatMap(repository -> client.map(open -> result(repository, open)))
                .map(Publishers::just)
                .orElseGet(Publishers::empty);
    }

    private HealthResult result(RepositorySettings repository, RepositoryClient open) {
        Optional<RepositoryException> trouble = open.trouble();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("repository", repository.address().toString());
        details.put("certificateDaysLeft", repository.certificates().left(clock).toDays());
        trouble.ifPresent(why -> details.put("trouble", String.valueOf(why.getMessage())));
        return HealthResult.builder("qlik-sense", trouble.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build();
    }
}
