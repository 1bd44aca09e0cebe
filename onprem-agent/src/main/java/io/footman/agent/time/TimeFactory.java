package io.footman.agent.time;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The only place that takes time and randomness from the machine. */
@Factory
final class TimeFactory {
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    RandomGenerator random() {
        // Secure randomness is not needed for jitter, but it is safe to share between threads.
        return new java.security.SecureRandom();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SystemAlarms alarms(Clock clock) {
        return new SystemAlarms(clock);
    }
}
