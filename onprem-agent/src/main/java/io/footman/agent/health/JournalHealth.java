package io.footman.agent.health;

import io.footman.agent.journal.Journal;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Not ready while the journal cannot write, because then nothing is accepted. A lost broker or a dead destination does
 * not make the agent unready: it goes on with what it has, and nobody could take over.
 */
@Singleton
@Readiness
final class JournalHealth implements HealthIndicator {
    private final Journal journal;

    JournalHealth(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        HealthResult.Builder result =
                HealthResult.builder("journal", journal.trouble().isEmpty() ? HealthStatus.UP : HealthStatus.DOWN);
        journal.trouble().ifPresent(trouble -> result.details(Map.of("trouble", trouble)));
        return Publishers.just(result.build());
    }
}
