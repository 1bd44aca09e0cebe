package io.footman.agent.journal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One run of a schedule.
 *
 * @param due when it was to be
 * @param told when its result was noted last
 * @param detail why, when the task was not started; may be empty
 */
public record ScheduleRun(
        String scheduleId, Instant due, Instant told, Result result, Optional<String> taskName, String detail) {

    /** What became of a run. */
    public enum Result {
        /** The start is under way: stored, and tried again while the repository is away. */
        REQUESTED,
        STARTED,
        REFUSED,
        FAILED,
        /** No agent was there when it was due. */
        MISSED;

        /** As it is told and stored. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
