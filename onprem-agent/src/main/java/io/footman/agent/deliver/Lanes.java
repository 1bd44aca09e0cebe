package io.footman.agent.deliver;

import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.journal.Journal;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All lanes: one for each configured destination, and one for each that left the configuration with messages waiting. */
public final class Lanes {
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Journal journal;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Alarms alarms;
    private final MeterRegistry registry;

    public Lanes(
            Collection<ConfiguredDestination> destinations,
            Journal journal,
            RetryPolicy policy,
            Clock clock,
            Alarms alarms,
            MeterRegistry registry) {
        this.journal = journal;
        this.policy = policy;
        this.clock = clock;
        this.alarms = alarms;
        this.registry = registry;
        destinations.forEach(destination -> lanes.put(destination.name(), lane(destination)));
    }

    /** Deliveries of a destination may be due. Returns at once. */
    public void wake(String destination) {
        lanes.computeIfAbsent(destination, this::laneOfRemoved).wake();
    }

    /** Looks into the journal for every destination; also finds what other agents stored or left behind. */
    public void wakeAll() {
        journal.waitingDestinations().forEach(this::wake);
    }

    /** Whether a destination's lane has nothing to do right now. */
    public boolean isResting(String destination) {
        Lane lane = lanes.get(destination);
        return lane == null || lane.isResting();
    }

    /** Ends in an orderly way: nothing new begins, what is on its way ends, at most for {@code grace}. */
    public void stop(Duration grace) throws InterruptedException {
        Instant end = clock.instant().plus(grace);
        lanes.values().forEach(Lane::stop);
        for (Lane lane : lanes.values()) {
            Duration left = Duration.between(clock.instant(), end);
            lane.awaitStopped(left.isNegative() ? Duration.ZERO : left);
        }
    }

    private Lane laneOfRemoved(String name) {
        RemovedDestination removed = new RemovedDestination();
        return lane(new ConfiguredDestination(
                name, "removed", removed, removed.limits(), Optional.empty(), Optional.empty()));
    }

    private Lane lane(ConfiguredDestination destination) {
        LaneMetrics metrics = new LaneMetrics(registry, destination.name());
        Lane lane = new Lane(destination, journal, policy, clock, alarms, metrics);
        metrics.watch(lane);
        return lane;
    }
}
