package io.footman.agent.intake.udp;

import io.footman.agent.journal.Journal;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** Offers the UDP doors, if the configuration opens them. */
@Factory
@Requires(property = "entrance.udp")
final class UdpFactory {
    @Singleton
    UdpSettings settings(Settings footman) {
        return UdpSettings.read(footman);
    }

    @Singleton
    @Bean(preDestroy = "close")
    UdpDoor door(UdpSettings settings, Journal journal, Clock clock, Alarms alarms, MeterRegistry meters) {
        return new UdpDoor(
                settings,
                host -> List.of(InetAddress.getAllByName(host)),
                ZoneId.systemDefault(),
                journal,
                clock,
                alarms,
                meters);
    }
}
