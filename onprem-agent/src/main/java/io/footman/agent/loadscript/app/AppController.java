package io.footman.agent.loadscript.app;

import io.footman.agent.qlik.engine.EngineClient;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.Patience;
import io.footman.agent.rest.RestException;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Lists apps and tells what they are made of. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "apps")
final class AppController {
    private static final String NOT_LISTED = "Failed getting list of Sense apps";
    private static final String NOT_DUMPED = "Failed dumping app";

    private final BeanProvider<EngineClient> engine;

    AppController(BeanProvider<EngineClient> engine) {
        this.engine = engine;
    }

    @Operation(
            summary = "All apps",
            description = "Those that the user of footman.qlik-sense.engine-user may see. Also at /v4/senselistapps.")
    @ApiResponse(
            responseCode = "200",
            description = "Ids and names",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = EngineClient.AppName.class))))
    @ApiResponse(responseCode = "500", description = "The engine cannot be asked; the message tells why")
    @ApiResponse(responseCode = "503", description = "Too many calls wait for their turn")
    @Get(uris = {"/v4/apps/list", "/v4/senselistapps"})
    @Offered(Endpoint.SENSE_LIST_APPS)
    Publisher<HttpResponse<byte[]>> apps(HttpRequest<?> request) {
        return Patience.whileConnected(
                request,
                Mono.fromFuture(() -> EngineFailures.or(engine.get().apps(), NOT_LISTED))
                        .map(apps -> Answers.json(HttpStatus.OK, apps)));
    }

    @Operation(
            summary = "What an app is made of",
            description =
                    "Everything but the data: properties, load script, sheets, master items, bookmarks, variables and so"
                            + " on, as the engine tells it. Also at /v4/senseappdump/{appId}.")
    @ApiResponse(
            responseCode = "200",
            description = "An object with one field for each kind of thing",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = "object")))
    @ApiResponse(responseCode = "400", description = "The id is none")
    @ApiResponse(responseCode = "500", description = "There is no such app, or the engine cannot be asked")
    @ApiResponse(responseCode = "503", description = "Too many calls wait for their turn")
    @Get(uris = {"/v4/app/{appId}/dump", "/v4/senseappdump/{appId}"})
    @Offered(Endpoint.SENSE_APP_DUMP)
    Publisher<HttpResponse<byte[]>> dump(HttpRequest<?> request, String appId) {
        Guid app = appId(request, appId, NOT_DUMPED);
        return Patience.whileConnected(
                request,
                Mono.fromFuture(() -> EngineFailures.or(engine.get().content(app), NOT_DUMPED))
                        .map(content -> Answers.json(HttpStatus.OK, content)));
    }

    /** @throws RestException 400 when the text is no id */
    static Guid appId(HttpRequest<?> request, String text, String failed) {
        Audit.note(request, "app", text);
        return Guid.parse(text)
                .orElseThrow(
                        () -> RestException.badRequest(failed + ": appId must be the id of an app, as its address in"
                                + " the hub shows it: 8-4-4-4-12 hexadecimal digits"));
    }
}
