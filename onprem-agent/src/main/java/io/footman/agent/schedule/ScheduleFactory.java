package io.footman.agent.schedule;

import io.footman.agent.journal.Journal;
import io.footman.agent.journal.ScheduleStore;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.route.BuiltIn;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Puts the schedules together; they are part of the REST API's configuration. */
@Factory
@Requires(property = "entrance.rest")
final class ScheduleFactory {
    @Singleton
    ScheduleSettings settings(Settings footman, RestSettings rest) {
        return ScheduleSettings.read(footman, rest);
    }

    @Singleton
    DueTimes dueTimes(ScheduleStore store, Journal journal, SenseSettings sense, Clock clock, MeterRegistry meters) {
        TaskFiring firing = new TaskFiring(store, journal, sense.name(), clock, meters);
        return new DueTimes(store.connections(), firing, clock, meters);
    }

    @Singleton
    Schedules schedules(ScheduleStore store, DueTimes dueTimes, Clock clock, RandomGenerator random) {
        return new Schedules(store, dueTimes, clock, random);
    }

    @Singleton
    ScheduleImport imports(Schedules schedules, Clock clock) {
        return new ScheduleImport(schedules, clock);
    }

    @Singleton
    SchedulesDoor door(ScheduleSettings settings, Schedules schedules, DueTimes dueTimes, Clock clock, Alarms alarms) {
        return new SchedulesDoor(settings, schedules, dueTimes, clock, alarms);
    }

    @Singleton
    @Named(ScheduleSettings.HISTORY)
    BuiltIn history(BeanProvider<ScheduleStore> store) {
        return BuiltIn.of(
                ScheduleSettings.HISTORY,
                ScheduleSettings.HISTORY,
                new HistoryDestination(store::get),
                HistoryDestination.RESULTS.keySet());
    }
}
