package io.footman.agent.enrich.cloud;

import io.footman.agent.model.LocalFormat;
import io.footman.agent.qlik.cloud.QlikCloudSettings;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Offers the look-ups in Qlik Cloud. */
@Factory
final class CloudEnricherFactory {
    @Singleton
    QlikCloudSettings settings(Settings footman) {
        return QlikCloudSettings.read(footman.section("qlik-cloud"));
    }

    /** Butler writes numbers and times as the server's settings say. */
    @Singleton
    LocalFormat format() {
        return new LocalFormat(Locale.getDefault(Locale.Category.FORMAT), ZoneId.systemDefault());
    }

    @Singleton
    @Bean(preDestroy = "close")
    CloudEnricher enricher(
            QlikCloudSettings settings, LocalFormat format, Clock clock, RandomGenerator random, MeterRegistry meters) {
        return new CloudEnricher(settings, format, clock, random, meters);
    }
}
