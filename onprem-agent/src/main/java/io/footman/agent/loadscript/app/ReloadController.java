package io.footman.agent.loadscript.app;

import io.footman.agent.journal.AppReload;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Caller;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.Patience;
import io.footman.agent.rest.RestException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Reloads apps and tells what became of it. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "apps")
final class ReloadController {
    private static final String NOT_RELOADED = "Failed reloading app";
    private static final long LONGEST_WAIT_SECONDS = 600;

    private final Reloads reloads;

    ReloadController(Reloads reloads) {
        this.reloads = reloads;
    }

    /**
     * How Butler's body looks, for the documentation; what is read is more tolerant.
     *
     * @param reloadMode 0 as the script says, 1 stop at an error, 2 go on after errors
     */
    record ReloadBody(
            int reloadMode,
            boolean partialReload,
            List<String> startQSEoWTaskOnSuccess,
            List<String> startQSEoWTaskOnFailure) {}

    /** The reload goes on in the background. */
    record Accepted(String appId, String reloadId, String state) {}

    @Operation(
            summary = "Reload an app",
            description =
                    "Answers when the app is open; the reload goes on in the background and its result is saved. Afterwards"
                            + " tasks can be started. With wait, the answer comes when the reload is over or the time is.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ReloadBody.class)))
    @ApiResponse(
            responseCode = "201",
            description = "The reload goes on. With wait, all that is known about it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReloadAnswer.class)))
    @ApiResponse(responseCode = "400", description = "A field or the app's id is wrong; the message names it")
    @ApiResponse(responseCode = "500", description = "There is no such app, or the engine cannot be asked")
    @ApiResponse(responseCode = "503", description = "Too many reloads run, or the journal cannot be written")
    @Put("/v4/app/{appId}/reload")
    @Offered(Endpoint.SENSE_APP_RELOAD)
    Publisher<HttpResponse<byte[]>> reload(
            HttpRequest<?> request,
            String appId,
            @QueryValue("wait") @Parameter(description = "Seconds to wait for the end, 0 to 600") Optional<String> wait,
            @Body @Nullable @Parameter(hidden = true) byte[] body) {
        Guid app = AppController.appId(request, appId, NOT_RELOADED);
        Duration patience = patience(wait);
        ReloadRequest wanted = ReloadRequest.read(Fields.object(body));
        String caller = Caller.of(request).name();
        // A request that has begun goes on without its caller.
        return Mono.fromFuture(() -> EngineFailures.or(reloads.request(app, wanted, caller), NOT_RELOADED), true)
                .flatMap(accepted -> {
                    Audit.note(request, "reload", accepted.id());
                    return patience.isZero()
                            ? Mono.just(Answers.json(
                                    HttpStatus.CREATED,
                                    new Accepted(appId, accepted.id(), ReloadAnswer.state(accepted))))
                            : Patience.whileConnected(
                                    request,
                                    Mono.fromFuture(() -> reloads.find(accepted.id(), patience))
                                            .map(found -> Answers.json(
                                                    HttpStatus.CREATED, ReloadAnswer.of(found.orElse(accepted)))));
                });
    }

    @Operation(
            summary = "What became of a reload",
            description =
                    "For ids from the answer to a reload. With wait, the answer comes when the reload is over or the time"
                            + " is.")
    @ApiResponse(
            responseCode = "200",
            description = "What is known now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReloadAnswer.class)))
    @ApiResponse(responseCode = "404", description = "No reload has this id, or it was long ago")
    @Get("/v4/app/reload/{reloadId}")
    @Offered(Endpoint.SENSE_APP_RELOAD)
    Publisher<HttpResponse<byte[]>> result(
            HttpRequest<?> request,
            String reloadId,
            @QueryValue("wait") @Parameter(description = "Seconds to wait for the end, 0 to 600")
                    Optional<String> wait) {
        Audit.note(request, "reload", reloadId);
        Duration patience = patience(wait);
        return Patience.whileConnected(
                request, Mono.fromFuture(() -> reloads.find(reloadId, patience)).map(found -> {
                    AppReload reload = found.orElseThrow(() -> RestException.notFound("There is no reload " + reloadId
                            + ". Take the id from reloadId in the answer to a reload; old ones are removed with the journal's"
                            + " history"));
                    return Answers.json(HttpStatus.OK, ReloadAnswer.of(reload));
                }));
    }

    private static Duration patience(Optional<String> wait) {
        return wait.map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    try {
                        long seconds = Long.parseLong(text);
                        if (seconds >= 0 && seconds <= LONGEST_WAIT_SECONDS) {
                            return Duration.ofSeconds(seconds);
                        }
                    } catch (NumberFormatException e) {
                        // Told below, as for what is out of range.
                    }
                    throw RestException.invalid("querystring/wait must be a whole number of seconds from 0 to "
                            + LONGEST_WAIT_SECONDS + ". To wait longer, go on with /v4/app/reload/{reloadId}");
                })
                .orElse(Duration.ZERO);
    }
}
