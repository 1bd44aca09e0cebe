package io.footman.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule that starts a task again and again, as it is stored.
 *
 * @param cron five or six fields
 * @param timeZone name in the IANA database
 * @param startupState one of Butler's four words, as it was written: {@code start}, {@code started}, {@code stop}, {@code stopped}
 * @param tags empty when none were given, which is told apart from an empty list
 * @param running whether it starts its task when it is due
 */
public record Schedule(
        String id,
        Instant created,
        String name,
        String cron,
        String timeZone,
        String taskId,
        String startupState,
        Optional<List<String>> tags,
        MissedRuns missedRuns,
        boolean running) {
    public Schedule {
        tags = tags.map(List::copyOf);
    }

    /** What becomes of a run that was due while no agent was there. */
    public enum MissedRuns {
        /** It is only noted. */
        SKIP("skip"),
        /** However many were missed, one is made up for. */
        RUN_ONCE("run-once");

        private final String label;

        MissedRuns(String label) {
            this.label = label;
        }

        /** As it is written in requests and stored. */
        public String label() {
            return label;
        }

        /** Empty for another word. */
        public static Optional<MissedRuns> of(String label) {
            return List.of(values()).stream()
                    .filter(policy -> policy.label.equalsIgnoreCase(label))
                    .findFirst();
        }
    }

    public Schedule asRunning(boolean wanted) {
        return new Schedule(id, created, name, cron, timeZone, taskId, startupState, tags, missedRuns, wanted);
    }
}
