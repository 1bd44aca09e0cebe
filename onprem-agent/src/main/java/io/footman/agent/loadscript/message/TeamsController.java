package io.footman.agent.loadscript.message;

import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.Offered;
import io.footman.agent.scriptmessage.MessageState;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Texts for Microsoft Teams. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "messages")
final class TeamsController {
    private static final String FAILURE = "Failed sending Teams message";

    private final MessageDesk desk;

    TeamsController(MessageDesk desk) {
        this.desk = desk;
    }

    /**
     * The message as it was read.
     *
     * @param id asks for its state later
     * @param state accepted, or delivered after a wait
     */
    record TeamsAnswer(
            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
            Optional<String> title,

            String msg,
            String id,
            String state) {}

    @Put("/v4/teamspostmessage")
    @Offered(Endpoint.TEAMS_POST_MESSAGE)
    @Operation(
            operationId = "postTeamsMessage",
            summary = "Post a text to Microsoft Teams",
            description = "While Teams is away the agent keeps it and tries again.")
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = Words.WAIT, schema = @Schema(type = "number"))
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = Words.KEY,
            schema = @Schema(type = "string"))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TeamsRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = Words.STORED,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TeamsAnswer.class)))
    @ApiResponse(responseCode = "400", description = Words.UNUSABLE)
    @ApiResponse(responseCode = "502", description = Words.NOT_SENT)
    @ApiResponse(responseCode = "503", description = Words.NOT_STORED)
    CompletionStage<HttpResponse<byte[]>> post(
            HttpRequest<?> request, @Body @Parameter(hidden = true) byte @Nullable [] body) {
        TeamsRequest teams = TeamsRequest.read(Fields.object(body));
        return desk.handOver(
                request, teams.message(), FAILURE, state -> Answers.json(HttpStatus.CREATED, answer(teams, state)));
    }

    private static TeamsAnswer answer(TeamsRequest teams, MessageState state) {
        return new TeamsAnswer(
                teams.title(), teams.msg(), state.id(), state.state().label());
    }
}
