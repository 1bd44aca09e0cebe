package io.footman.agent.loadscript.schedule;

import io.footman.agent.journal.Schedule;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import io.footman.agent.schedule.ScheduleDraft;
import io.footman.agent.schedule.ScheduleDraft.RefusedException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The body of a call that makes or changes a schedule, for the API's document.
 *
 * @param cronSchedule five or six fields
 * @param timezone name in the IANA database
 * @param qlikSenseTaskId a task of any type
 */
record ScheduleRequest(
        String name,
        @Schema(example = "0 6 * * 1-5") String cronSchedule,
        @Schema(example = "Europe/Stockholm") String timezone,
        String qlikSenseTaskId,

        @Schema(allowableValues = {"start", "started", "stop", "stopped"})
        String startupState,

        Optional<List<String>> tags,

        @Schema(
                allowableValues = {"skip", "run-once"},
                defaultValue = "skip")
        Optional<String> missedRuns) {

    /** A new schedule. @throws RestException 400 naming the field */
    static ScheduleDraft create(Fields fields, Instant now) {
        return draft(
                new ScheduleRequest(
                        fields.requiredText("name"),
                        fields.requiredText("cronSchedule"),
                        fields.requiredText("timezone"),
                        fields.requiredText("qlikSenseTaskId"),
                        fields.requiredText("startupState"),
                        tags(fields),
                        fields.text("missedRuns")),
                now);
    }

    /** A change: fields that are absent stay as they are. @throws RestException 400 naming the field */
    static ScheduleDraft change(Fields fields, Schedule old, Instant now) {
        return draft(
                new ScheduleRequest(
                        fields.text("name").orElse(old.name()),
                        fields.text("cronSchedule").orElse(old.cron()),
                        fields.text("timezone").orElse(old.timeZone()),
                        fields.text("qlikSenseTaskId").orElse(old.taskId()),
                        fields.text("startupState").orElse(old.startupState()),
                        tags(fields).or(old::tags),
                        fields.text("missedRuns")
                                .or(() -> Optional.of(old.missedRuns().label()))),
                now);
    }

    private static Optional<List<String>> tags(Fields fields) {
        return fields.has("tags") ? Optional.of(fields.texts("tags")) : Optional.empty();
    }

    private static ScheduleDraft draft(ScheduleRequest request, Instant now) {
        if (request.name().isBlank()) {
            throw RestException.invalid("body/name must not be empty");
        }
        try {
            return ScheduleDraft.of(
                    request.name(),
                    request.cronSchedule(),
                    request.timezone(),
                    request.qlikSenseTaskId(),
                    request.startupState(),
                    request.tags(),
                    request.missedRuns(),
                    now);
        } catch (RefusedException e) {
            throw RestException.invalid("body/" + e.field() + " " + e.problem());
        }
    }
}
