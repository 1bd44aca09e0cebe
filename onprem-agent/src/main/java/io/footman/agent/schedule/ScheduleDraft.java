package io.footman.agent.schedule;

import io.footman.agent.journal.Schedule;
import io.footman.agent.journal.Schedule.MissedRuns;
import io.footman.agent.qlik.repository.Guid;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody wants a schedule to be, found to be possible.
 *
 * @param tags empty when none were given
 */
public record ScheduleDraft(
        String name,
        String cron,
        ZoneId timeZone,
        Guid task,
        String startupState,
        Optional<List<String>> tags,
        MissedRuns missedRuns) {
    /** Butler's words (Butler REST API §3.5). */
    private static final List<String> STATES = List.of("start", "started", "stop", "stopped");

    /** A field that cannot be as it was written. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String field;

        RefusedException(String field, String problem) {
            super(problem, null, false, false);
            this.field = field;
        }

        /** Butler's name of the field. */
        public String field() {
            return field;
        }

        /** What is wrong and how it should be; follows the field's name. */
        public String problem() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Judges the fields as they were written. The names are Butler's.
     *
     * @param now a time after which the schedule must still come
     * @throws RefusedException naming the first field that is wrong
     */
    public static ScheduleDraft of(
            String name,
            String cron,
            String timeZone,
            String taskId,
            String startupState,
            Optional<List<String>> tags,
            Optional<String> missedRuns,
            Instant now)
            throws RefusedException {
        ZoneId zone = zone(timeZone);
        checkCron(cron, zone, now);
        Guid task = Guid.parse(taskId)
                .orElseThrow(() -> new RefusedException(
                        "qlikSenseTaskId",
                        "is no task id: \"" + taskId + "\". Copy it from the QMC: 8-4-4-4-12 hexadecimal digits"));
        String state = startupState.strip().toLowerCase(Locale.ROOT);
        if (!STATES.contains(state)) {
            throw new RefusedException(
                    "startupState", "must be equal to one of the allowed values: " + String.join(", ", STATES));
        }
        Optional<String> policy = missedRuns.filter(text -> !text.isBlank());
        MissedRuns missed = MissedRuns.of(policy.orElse(MissedRuns.SKIP.label()).strip())
                .orElseThrow(() -> new RefusedException(
                        "missedRuns", "must be equal to one of the allowed values: skip, run-once"));
        return new ScheduleDraft(name, cron.strip(), zone, task, state, tags, missed);
    }

    Schedule schedule(String id, Instant created) {
        return new Schedule(
                id, created, name, cron, timeZone.getId(), task.text(), startupState, tags, missedRuns, starts());
    }

    private boolean starts() {
        return startupState.startsWith("start");
    }

    private static ZoneId zone(String text) throws RefusedException {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(text.strip()::equalsIgnoreCase)
                .findFirst()
                .map(ZoneId::of)
                .orElseThrow(() -> new RefusedException(
                        "timezone",
                        "is no time zone: \"" + text
                                + "\". Use a name of the IANA database, such as Europe/Stockholm"));
    }

    private static void checkCron(String cron, ZoneId zone, Instant now) throws RefusedException {
        String remedy = ". Write five fields (minute, hour, day of month, month, weekday), or six with seconds first";
        boolean comes;
        try {
            comes = CronTimes.of(cron, zone).next(now).isPresent();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "cronSchedule", "is no cron expression: \"" + cron + "\". " + e.getMessage() + remedy);
        }
        if (!comes) {
            throw new RefusedException(
                    "cronSchedule", "names a day that never comes: \"" + cron + "\". Choose another day or month");
        }
    }
}
