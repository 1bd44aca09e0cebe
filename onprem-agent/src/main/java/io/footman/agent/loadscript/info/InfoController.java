package io.footman.agent.loadscript.info;

import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestSettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;

/** Tells that the agent is there and what it offers. */
@Controller
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "info")
final class InfoController {
    /**
     * Scripts look for this answer (Butler REST API §3.1).
     *
     * @param response Butler's words
     * @param butlerVersion Footman's version
     */
    record Ping(String response, String butlerVersion) {}

    private final Ping ping = new Ping(
            "Butler reporting for duty",
            Objects.requireNonNullElse(InfoController.class.getPackage().getImplementationVersion(), "development"));

    private final List<String> enabled;

    InfoController(RestSettings settings) {
        this.enabled = List.of(Endpoint.values()).stream()
                .filter(settings::offers)
                .map(Endpoint::flag)
                .toList();
    }

    @Get("/v4/butlerping")
    @Offered(Endpoint.BUTLER_PING)
    @Operation(summary = "Is anybody there?", description = "The cheapest call; good for testing a data connection.")
    @ApiResponse(
            responseCode = "200",
            description = "Footman is there",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Ping.class)))
    HttpResponse<byte[]> ping() {
        return Answers.json(HttpStatus.OK, ping);
    }

    @Get("/v4/configfile/endpointsenabled")
    @Offered(Endpoint.LIST_ENABLED_ENDPOINTS)
    @Operation(
            summary = "Which endpoints are switched on",
            description = "The names are those of footman.rest.endpoints.")
    @ApiResponse(
            responseCode = "200",
            description = "A list of names",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = String.class))))
    HttpResponse<byte[]> endpointsEnabled() {
        return Answers.json(HttpStatus.OK, enabled);
    }
}
