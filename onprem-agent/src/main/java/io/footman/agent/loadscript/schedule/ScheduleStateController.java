package io.footman.agent.loadscript.schedule;

import io.footman.agent.journal.Schedule;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.footman.agent.schedule.Schedules;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets schedules run and stops them (Butler REST API §3.5). */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = "entrance.rest")
@Tag(name = "schedules")
final class ScheduleStateController {
    private final Schedules schedules;

    ScheduleStateController(Schedules schedules) {
        this.schedules = schedules;
    }

    /**
     * Whether a schedule runs.
     *
     * @param status {@code Running} or {@code Stopped}
     */
    record State(String status, String cronSchedule, String timezone, Optional<String> nextRun) {}

    @Operation(
            summary = "Which schedules run",
            description = "By the id of the schedule. JSON, labelled as text as in Butler.")
    @ApiResponse(
            responseCode = "200",
            description = "An object with an entry for each schedule",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)))
    @Get("/v4/schedules/status")
    @Offered(Endpoint.GET_SCHEDULE_STATUS_ALL)
    HttpResponse<byte[]> status() {
        Map<String, State> states = new LinkedHashMap<>();
        for (Schedule schedule : schedules.all()) {
            states.put(
                    schedule.id(),
                    new State(
                            schedule.running() ? "Running" : "Stopped",
                            schedule.cron(),
                            schedule.timeZone(),
                            schedules.nextRun(schedule).map(ScheduleAnswer::text)));
        }
        return Answers.jsonAsText(HttpStatus.OK, states);
    }

    @Operation(
            summary = "Start a schedule",
            description = "Lasts over restarts of the agent. JSON is labelled as text, as in Butler.")
    @ApiResponse(
            responseCode = "200",
            description = "A list with the schedule",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            array = @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.class))))
    @ApiResponse(responseCode = "400", description = "There is no schedule with this id")
    @Put("/v4/schedules/{scheduleId}/start")
    @Offered(Endpoint.START_SCHEDULE)
    HttpResponse<byte[]> start(HttpRequest<?> request, String scheduleId) {
        return run(request, scheduleId, true, "starting");
    }

    @Operation(summary = "Start all schedules", description = "JSON is labelled as text, as in Butler.")
    @ApiResponse(
            responseCode = "200",
            description = "All schedules",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            array = @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.class))))
    @Put("/v4/schedules/startall")
    @Offered(Endpoint.START_SCHEDULE)
    HttpResponse<byte[]> startAll() {
        return Answers.jsonAsText(HttpStatus.OK, answers(schedules.runAll(true)));
    }

    @Operation(
            summary = "Stop a schedule",
            description = "Lasts over restarts of the agent. JSON is labelled as text, as in Butler.")
    @ApiResponse(
            responseCode = "200",
            description = "A list with the schedule",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            array = @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.class))))
    @ApiResponse(responseCode = "400", description = "There is no schedule with this id")
    @Put("/v4/schedules/{scheduleId}/stop")
    @Offered(Endpoint.STOP_SCHEDULE)
    HttpResponse<byte[]> stop(HttpRequest<?> request, String scheduleId) {
        return run(request, scheduleId, false, "stopping");
    }

    @Operation(summary = "Stop all schedules", description = "JSON is labelled as text, as in Butler.")
    @ApiResponse(
            responseCode = "200",
            description = "All schedules",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            array = @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.class))))
    @Put("/v4/schedules/stopall")
    @Offered(Endpoint.STOP_SCHEDULE)
    HttpResponse<byte[]> stopAll() {
        return Answers.jsonAsText(HttpStatus.OK, answers(schedules.runAll(false)));
    }

    private HttpResponse<byte[]> run(HttpRequest<?> request, String id, boolean running, String doing) {
        Audit.note(request, "schedule", id);
        Schedule changed = schedules
                .run(id, running)
                .orElseThrow(() -> RestException.badRequest("REST SCHEDULER: Failed " + doing + " schedule ID " + id
                        + ". There is no such schedule; GET /v4/schedules lists all"));
        return Answers.jsonAsText(HttpStatus.OK, answers(List.of(changed)));
    }

    private List<ScheduleAnswer> answers(List<Schedule> some) {
        return some.stream()
                .map(schedule -> ScheduleAnswer.of(schedule, schedules))
                .toList();
    }
}
