package io.footman.agent.journal.sql;

import io.footman.agent.journal.Journal;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Offers the journal; it is opened when first asked for. */
@Factory
final class JournalFactory {
    @Singleton
    JournalSettings settings(Settings footman) {
        return JournalSettings.read(footman.section("journal"));
    }

    @Singleton
    @Bean(preDestroy = "close")
    Journal journal(JournalSettings settings, Clock clock, MeterRegistry registry) {
        return SqlJournal.open(settings.store(), clock, registry);
    }
}
