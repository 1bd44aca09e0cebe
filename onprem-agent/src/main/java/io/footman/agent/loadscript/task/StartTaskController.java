package io.footman.agent.loadscript.task;

import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Caller;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.Patience;
import io.footman.agent.rest.RestException;
import io.footman.agent.starttask.SessionWatch;
import io.footman.agent.starttask.StartReport;
import io.footman.agent.starttask.StartReport.Failure;
import io.footman.agent.starttask.StartReport.Started;
import io.footman.agent.starttask.TaskStarter;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Starts tasks of any type (Butler REST API §3.6), and waits for their end if the caller wants that. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "tasks")
final class StartTaskController {
    private static final byte[] NOTHING = {};

    private final TaskStarter starter;
    private final SessionWatch watch;
    private final KeyValueItems keyValues;

    StartTaskController(TaskStarter starter, SessionWatch watch, KeyValueItems keyValues) {
        this.starter = starter;
        this.watch = watch;
        this.keyValues = keyValues;
    }

    @Operation(
            summary = "Start tasks",
            description = "Starts tasks of any type by id, tag and custom property, each once, as far as"
                    + " footman.start-tasks.allow lets them be started. A body is not needed: the path names a task, or"
                    + " is \"-\". With wait, the answer comes when all started tasks have ended or the time is over.")
    @ApiResponse(
            responseCode = "200",
            description = "What was started and what was not; JSON, labelled as text",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)))
    @ApiResponse(
            responseCode = "400",
            description = "Body or parameters are not as they should be; nothing was started")
    @ApiResponse(
            responseCode = "403",
            description = "The body holds key-values and the caller lacks the scope keyvalues; nothing was started")
    @ApiResponse(responseCode = "503", description = "The repository service is away; nothing was started")
    @Post("/v4/reloadtask/{taskId}/start")
    @Offered(Endpoint.SENSE_START_TASK)
    Publisher<HttpResponse<byte[]>> post(
            HttpRequest<?> request,
            @Parameter(description = "Id of a task, or - for none") String taskId,
            @QueryValue @Parameter(description = "true: one id that does not exist keeps all ids from being started")
                    Optional<String> allTaskIdsMustExist,
            @QueryValue("wait") @Parameter(description = "Seconds to wait for the end of the tasks, 1 to 600")
                    Optional<String> wait,
            @Body
                    @Nullable
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            array = @ArraySchema(schema = @Schema(implementation = StartItem.class))))
                    byte[] body) {
        return start(request, taskId, allTaskIdsMustExist, wait, body == null ? NOTHING : body);
    }

    @Operation(
            summary = "Start tasks",
            description = "Starts tasks of any type by id, tag and custom property, each once, as far as"
                    + " footman.start-tasks.allow lets them be started. A body is not needed: the path names a task, or"
                    + " is \"-\". With wait, the answer comes when all started tasks have ended or the time is over.")
    @ApiResponse(
            responseCode = "200",
            description = "What was started and what was not; JSON, labelled as text",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)))
    @ApiResponse(
            responseCode = "400",
            description = "Body or parameters are not as they should be; nothing was started")
    @ApiResponse(
            responseCode = "403",
            description = "The body holds key-values and the caller lacks the scope keyvalues; nothing was started")
    @ApiResponse(responseCode = "503", description = "The repository service is away; nothing was started")
    @Put("/v4/reloadtask/{taskId}/start")
    @Offered(Endpoint.SENSE_START_TASK)
    Publisher<HttpResponse<byte[]>> put(
            HttpRequest<?> request,
            @Parameter(description = "Id of a task, or - for none") String taskId,
            @QueryValue @Parameter(description = "true: one id that does not exist keeps all ids from being started")
                    Optional<String> allTaskIdsMustExist,
            @QueryValue("wait") @Parameter(description = "Seconds to wait for the end of the tasks, 1 to 600")
                    Optional<String> wait,
            @Body
                    @Nullable
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            array = @ArraySchema(schema = @Schema(implementation = StartItem.class))))
                    byte[] body) {
        return start(request, taskId, allTaskIdsMustExist, wait, body == null ? NOTHING : body);
    }

    private Publisher<HttpResponse<byte[]>> start(
            HttpRequest<?> request,
            String taskId,
            Optional<String> allTaskIdsMustExist,
            Optional<String> wait,
            byte[] body) {
        Optional<Duration> patience = WaitTime.read(wait);
        StartCall call = StartCall.read(taskId, flag(allTaskIdsMustExist), body);
        Audit.note(request, "tasks", about(call));
        if (!call.keyValues().isEmpty()) {
            Caller.of(request).require(Endpoint.KEY_VALUE_STORE);
        }
        return Mono.fromCompletionStage(() -> keyValues.store(call.keyValues()))
                .flatMap(notStored -> Mono.fromCompletionStage(() -> starter.start(call.order(), patience.isPresent()))
                        .flatMap(report -> Patience.whileConnected(request, answer(report, notStored, patience))));
    }

    private Mono<HttpResponse<byte[]>> answer(
            StartReport report, List<Failure> notStored, Optional<Duration> patience) {
        if (report.isOutage()) {
            throw RestException.unavailable("Failed starting task: nothing was started, because "
                    + report.failed().stream()
                            .filter(Failure::outage)
                            .map(Failure::reason)
                            .findFirst()
                            .orElse("")
                    + ". Try again in a minute");
        }
        StartAnswer answer = StartAnswer.of(report, notStored);
        if (patience.isEmpty()) {
            return Mono.just(Answers.text(HttpStatus.OK, answer.text()));
        }
        List<Mono<SessionAnswer>> waits = Stream.of(report.ids(), report.tags(), report.properties())
                .flatMap(List::stream)
                .distinct()
                .map(started -> end(started, patience.get()))
                .toList();
        return Mono.zip(
                        waits,
                        ends -> Stream.of(ends).map(SessionAnswer.class::cast).toList())
                .defaultIfEmpty(List.of())
                .map(sessions ->
                        Answers.text(HttpStatus.OK, answer.with(sessions).text()));
    }

    private Mono<SessionAnswer> end(Started started, Duration patience) {
        Guid session = started.session().orElseThrow();
        return Mono.defer(() -> {
            CompletableFuture<SessionWatch.Sight> wait = watch.follow(session, patience);
            return Mono.fromFuture(wait)
                    .map(sight ->
                            SessionAnswer.of(session, Optional.of(started.task()), Optional.of(started.name()), sight));
        });
    }

    private static boolean flag(Optional<String> parameter) {
        return switch (parameter.orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw RestException.invalid("querystring/allTaskIdsMustExist must be boolean: true or false");
        };
    }

    private static String about(StartCall call) {
        return Stream.of(
                        call.order().ids().stream(),
                        call.order().tags().stream().map(tag -> "tag:" + tag),
                        call.order().properties().stream().map(has -> has.name() + "=" + has.value()))
                .flatMap(what -> what)
                .collect(Collectors.joining(" "));
    }
}
