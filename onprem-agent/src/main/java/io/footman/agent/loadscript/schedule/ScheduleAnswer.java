package io.footman.agent.loadscript.schedule;

import io.footman.agent.journal.Schedule;
import io.footman.agent.journal.ScheduleRun;
import io.footman.agent.schedule.Schedules;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A schedule as callers see it (Butler REST API §3.5); what Butler does not have stands at the end. Times are ISO 8601, UTC,
 * with milliseconds.
 *
 * @param lastKnownState {@code started} or {@code stopped}
 * @param missedRuns {@code skip} or {@code run-once}
 * @param nextRun absent while it is stopped
 * @param lastRun absent before the first run
 */
record ScheduleAnswer(
        String id,
        String created,
        String name,
        String cronSchedule,
        String timezone,
        String qlikSenseTaskId,
        String startupState,
        Optional<List<String>> tags,
        String lastKnownState,
        String missedRuns,
        Optional<String> nextRun,
        Optional<Run> lastRun) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * One run.
     *
     * @param due when it was to be
     * @param time when its result became known
     * @param result {@code requested}, {@code started}, {@code refused}, {@code failed} or {@code missed}
     * @param reason why it did not start; may be empty
     */
    record Run(String due, String time, String result, Optional<String> taskName, String reason) {
        static Run of(ScheduleRun run) {
            return new Run(text(run.due()), text(run.told()), run.result().label(), run.taskName(), run.detail());
        }
    }

    static ScheduleAnswer of(Schedule schedule, Schedules schedules) {
        return new ScheduleAnswer(
                schedule.id(),
                text(schedule.created()),
                schedule.name(),
                schedule.cron(),
                schedule.timeZone(),
                schedule.taskId(),
                schedule.startupState(),
                schedule.tags(),
                schedule.running() ? "started" : "stopped",
                schedule.missedRuns().label(),
                schedules.nextRun(schedule).map(ScheduleAnswer::text),
                schedules.lastRun(schedule.id()).map(Run::of));
    }

    static String text(Instant time) {
        return TIME.format(time);
    }
}
