package io.footman.agent.loadscript.task;

import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.Patience;
import io.footman.agent.rest.RestException;
import io.footman.agent.starttask.SessionWatch;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Tells how a started task is getting on; Footman's own. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "tasks")
final class TaskSessionController {
    private final SessionWatch watch;

    TaskSessionController(SessionWatch watch) {
        this.watch = watch;
    }

    @Operation(
            summary = "How a started task is getting on",
            description =
                    "For sessions from the answer to a start with wait. With wait, the answer comes when the task has"
                            + " ended or the time is over.")
    @ApiResponse(
            responseCode = "200",
            description = "What is known now; finished tells whether that is the end",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionAnswer.class)))
    @ApiResponse(responseCode = "404", description = "The repository service knows no such session")
    @ApiResponse(responseCode = "503", description = "The repository service is away or slow; ask again")
    @Get("/v4/tasksession/{sessionId}")
    @Offered(Endpoint.SENSE_START_TASK)
    Publisher<HttpResponse<byte[]>> session(
            HttpRequest<?> request,
            String sessionId,
            @QueryValue("wait") @Parameter(description = "Seconds to wait for the end, 1 to 600")
                    Optional<String> wait) {
        Duration patience = WaitTime.read(wait).orElse(Duration.ZERO);
        Guid session = Guid.parse(sessionId)
                .orElseThrow(() -> RestException.badRequest("\"" + sessionId
                        + "\" is no session id. Take it from \"sessions\" in the answer to a start with ?wait="));
        Audit.note(request, "session", session.text());
        return Patience.whileConnected(
                request,
                Mono.defer(() -> Mono.fromFuture(watch.follow(session, patience)))
                        .map(sight -> answer(session, sight)));
    }

    private static HttpResponse<byte[]> answer(Guid session, SessionWatch.Sight sight) {
        if (!sight.answered()) {
            throw RestException.unavailable("The repository service has not answered yet whether it knows the session "
                    + session + ". Ask again, with ?wait=60 to give it more time");
        }
        if (sight.session().isEmpty()) {
            throw sight.failure()
                    .map(TaskSessionController::unavailable)
                    .orElseGet(() -> RestException.notFound("The repository service knows no session " + session
                            + ". Sessions of deleted tasks and of the distant past are forgotten"));
        }
        return Answers.json(HttpStatus.OK, SessionAnswer.of(session, Optional.empty(), Optional.empty(), sight));
    }

    private static RestException unavailable(RepositoryException failure) {
        return RestException.unavailable(
                "The session cannot be looked up, because " + failure.getMessage() + ". Try again in a minute");
    }
}
