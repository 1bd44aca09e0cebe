package io.footman.agent.corridor;

import io.footman.agent.deliver.Lanes;
import io.footman.agent.enrich.EnrichStage;
import io.footman.agent.health.BacklogMetrics;
import io.footman.agent.intake.Door;
import io.footman.agent.journal.Journal;
import io.footman.agent.journal.sql.Pruning;
import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the rooms, and passes the journal's news on to them. */
@Singleton
public final class Corridor {
    private static final Logger LOG = LoggerFactory.getLogger(Corridor.class);

    /** What other agents on the same journal stored or left behind is found this late at the latest. */
    private static final Duration ROUND = Duration.ofSeconds(30);

    private static final Duration FIRST_PRUNING = Duration.ofMinutes(5);
    private static final Duration PRUNING_ROUND = Duration.ofMinutes(15);

    /** Messages on their way may end within this time when the agent stops. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final List<Door> doors;
    private final Journal journal;
    private final EnrichStage enrich;
    private final Lanes lanes;
    private final Pruning pruning;
    private final BacklogMetrics backlog;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Alarms alarms;

    Corridor(
            List<Door> doors,
            Journal journal,
            EnrichStage enrich,
            Lanes lanes,
            Pruning pruning,
            BacklogMetrics backlog,
            MeterRegistry registry,
            Clock clock,
            Alarms alarms) {
        this.doors = List.copyOf(doors);
        this.journal = journal;
        this.enrich = enrich;
        this.lanes = lanes;
        this.pruning = pruning;
        this.backlog = backlog;
        this.registry = registry;
        this.clock = clock;
        this.alarms = alarms;
    }

    /** Takes up what the journal holds, then lets new events in. */
    public void start() {
        journal.listen(new Journal.Listener() {
            @Override
            public void eventsWaiting() {
                enrich.wake();
            }

            @Override
            public void deliveriesDue(String destination) {
                lanes.wake(destination);
            }
        });
        backlog.bindTo(registry);
        round();
        alarms.at(clock.instant().plus(FIRST_PRUNING), this::prune);
        doors.forEach(Door::start);
    }

    /** From the entrance to the exit: nothing new comes in, then what is on its way ends. */
    public void stop() {
        doors.forEach(Door::close);
        enrich.stop();
        try {
            lanes.stop(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void prune() {
        pruning.prune();
        alarms.at(clock.instant().plus(PRUNING_ROUND), this::prune);
    }

    private void round() {
        enrich.wake();
        try {
            lanes.wakeAll();
        } catch (RuntimeException e) {
            LOG.warn("event=round-failed detail=\"{}\"", e.getMessage());
        }
        alarms.at(clock.instant().plus(ROUND), this::round);
    }
}
