package io.footman.agent.journal;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Schedules and their history in the journal's database, shared by the agents on one database. Calls block until what they
 * wrote is durable: for worker threads only. They throw {@link JournalUnavailableException}.
 */
public interface ScheduleStore {
    /** All, the oldest first. */
    List<Schedule> all();

    Optional<Schedule> find(String id);

    /** False when there is one with this id already, which is left as it is. */
    boolean add(Schedule schedule);

    /** Replaces all but id, time of creation and whether it runs; false when there is none. */
    boolean update(Schedule schedule);

    /** Lets it run or not, and leaves the rest as it is; false when there is none. */
    boolean run(String id, boolean running);

    /** With its history; false when there is none. */
    boolean remove(String id);

    /** Notes a run; one that is noted already is left as it is. The oldest beyond {@link #RUNS_KEPT} are forgotten. */
    void begin(ScheduleRun run);

    /** Notes what became of a run; nothing when the schedule is gone. */
    void settle(ScheduleRun run);

    /** Runs of a schedule, the latest first. */
    List<ScheduleRun> runs(String scheduleId, int most);

    /** For the scheduler library, which keeps the next due times in a table of its own. */
    DataSource connections();

    /** Runs kept of each schedule. */
    int RUNS_KEPT = 100;
}
