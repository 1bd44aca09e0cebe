package io.footman.agent.journal.sql;

import io.footman.agent.journal.KeyValueLimits;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Offers the journal; it is opened when first asked for. */
@Factory
final class JournalFactory {
    @Singleton
    JournalSettings settings(Settings footman) {
        return JournalSettings.read(footman.section("journal"));
    }

    @Singleton
    @Bean(preDestroy = "close")
    SqlJournal journal(JournalSettings settings, Clock clock, MeterRegistry registry) {
        return SqlJournal.open(settings.store(), clock, registry);
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(beans = KeyValueLimits.class)
    SqlKeyValueStore keyValues(SqlJournal journal, KeyValueLimits limits, Clock clock) {
        return new SqlKeyValueStore(journal.database(), journal.writer(), limits, clock);
    }

    @Singleton
    @Requires(property = "entrance.rest")
    SqlAppReloads appReloads(SqlJournal journal, Clock clock, RandomGenerator random) {
        return new SqlAppReloads(journal, Long.toHexString(random.nextLong()), clock);
    }

    @Singleton
    SqlScheduleStore schedules(SqlJournal journal) {
        SqlScheduleStore store = new SqlScheduleStore(journal.database(), journal.writer());
        store.freeLeases();
        return store;
    }
}
