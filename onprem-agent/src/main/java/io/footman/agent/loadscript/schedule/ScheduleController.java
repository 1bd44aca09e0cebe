package io.footman.agent.loadscript.schedule;

import io.footman.agent.journal.Schedule;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.footman.agent.schedule.Schedules;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes, shows, changes and removes schedules (Butler REST API §3.5). */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = "entrance.rest")
@Tag(name = "schedules")
final class ScheduleController {
    private final Schedules schedules;
    private final Clock clock;

    ScheduleController(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    @Operation(
            summary = "Schedules",
            description =
                    "All schedules, or with id the one, each with its next and last run. With id the JSON is labelled as text, as in Butler.")
    @ApiResponse(
            responseCode = "200",
            description = "A list",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.class))))
    @ApiResponse(responseCode = "400", description = "There is no schedule with this id")
    @Get("/v4/schedules")
    @Offered(Endpoint.GET_SCHEDULE)
    HttpResponse<byte[]> list(@QueryValue @Parameter(description = "Id of a schedule") Optional<String> id) {
        Optional<String> wanted = id.map(String::strip).filter(text -> !text.isEmpty());
        if (wanted.isEmpty()) {
            return Answers.json(HttpStatus.OK, answers(schedules.all()));
        }
        return Answers.jsonAsText(HttpStatus.OK, answers(List.of(existing(wanted.get()))));
    }

    @Operation(
            summary = "History of a schedule",
            description =
                    "The latest runs, the newest first: requested, started, refused, failed or missed, with the reason. How a started task ended is not told here.")
    @ApiResponse(
            responseCode = "200",
            description = "A list",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.Run.class))))
    @ApiResponse(responseCode = "400", description = "There is no schedule with this id")
    @Get("/v4/schedules/{scheduleId}/history")
    @Offered(Endpoint.GET_SCHEDULE)
    HttpResponse<byte[]> history(String scheduleId) {
        existing(scheduleId);
        return Answers.json(
                HttpStatus.OK,
                schedules.history(scheduleId).stream()
                        .map(ScheduleAnswer.Run::of)
                        .toList());
    }

    @Operation(
            summary = "Make a schedule",
            description =
                    "The schedule starts a task of any type, at times of a cron expression in a time zone. JSON is labelled as text, as in Butler.")
    @ApiResponse(
            responseCode = "201",
            description = "The schedule",
            content =
                    @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = ScheduleAnswer.class)))
    @ApiResponse(responseCode = "400", description = "A field is missing or is not as it should be")
    @Post("/v4/schedules")
    @Offered(Endpoint.CREATE_NEW_SCHEDULE)
    HttpResponse<byte[]> create(
            HttpRequest<?> request,
            @Body
                    @Nullable
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ScheduleRequest.class)))
                    byte[] body) {
        Schedule made = schedules.create(ScheduleRequest.create(fields(body), clock.instant()));
        Audit.note(request, "schedule", made.id());
        Audit.note(request, "task", made.taskId());
        return Answers.jsonAsText(HttpStatus.CREATED, ScheduleAnswer.of(made, schedules));
    }

    @Operation(
            summary = "Change a schedule",
            description =
                    "Fields that are not given stay as they are. Whether it runs is changed by start and stop only.")
    @ApiResponse(
            responseCode = "200",
            description = "A list with the schedule",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = ScheduleAnswer.class))))
    @ApiResponse(
            responseCode = "400",
            description = "There is no schedule with this id, or a field is not as it should be")
    @Put("/v4/schedules/{scheduleId}")
    @Offered(Endpoint.UPDATE_SCHEDULE)
    HttpResponse<byte[]> update(
            HttpRequest<?> request,
            String scheduleId,
            @Body
                    @Nullable
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ScheduleRequest.class)))
                    byte[] body) {
        Audit.note(request, "schedule", scheduleId);
        Schedule old = existing(scheduleId);
        Schedule updated = schedules
                .update(scheduleId, ScheduleRequest.change(fields(body), old, clock.instant()))
                .orElseThrow(() -> notFound(scheduleId));
        return Answers.json(HttpStatus.OK, answers(List.of(updated)));
    }

    @Operation(summary = "Remove a schedule", description = "Its history goes with it.")
    @ApiResponse(responseCode = "204", description = "Removed")
    @ApiResponse(responseCode = "400", description = "There is no schedule with this id")
    @Delete("/v4/schedules/{scheduleId}")
    @Offered(Endpoint.DELETE_SCHEDULE)
    HttpResponse<byte[]> delete(HttpRequest<?> request, String scheduleId) {
        Audit.note(request, "schedule", scheduleId);
        if (!schedules.remove(scheduleId)) {
            throw RestException.badRequest("REST SCHEDULER: Delete for schedule ID " + scheduleId
                    + " failed. There is no such schedule; GET /v4/schedules lists all");
        }
        return Answers.noContent();
    }

    private List<ScheduleAnswer> answers(List<Schedule> some) {
        return some.stream()
                .map(schedule -> ScheduleAnswer.of(schedule, schedules))
                .toList();
    }

    private Schedule existing(String id) {
        return schedules.find(id).orElseThrow(() -> notFound(id));
    }

    private static RestException notFound(String id) {
        return RestException.badRequest(
                "REST SCHEDULER: Schedule ID " + id + " not found. GET /v4/schedules lists all schedules");
    }

    private static Fields fields(@Nullable byte[] body) {
        return Fields.object(body);
    }
}
