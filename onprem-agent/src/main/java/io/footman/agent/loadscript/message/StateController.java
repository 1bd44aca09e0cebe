package io.footman.agent.loadscript.message;

import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;

/** Tells what became of a message. */
@Controller
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "messages")
final class StateController {
    private final MessageDesk desk;

    StateController(MessageDesk desk) {
        this.desk = desk;
    }

    @Get("/v4/messages/{id}")
    @Offered(Endpoint.GET_MESSAGE)
    @Operation(
            operationId = "messageState",
            summary = "What became of a message",
            description = "The id stands in the answer to the call that sent it, and in its header Location.")
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = Words.WAIT, schema = @Schema(type = "number"))
    @ApiResponse(
            responseCode = "200",
            description = "Its state: accepted, delivered, failed or forgotten (long ago)",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StateAnswer.class)))
    @ApiResponse(responseCode = "404", description = "There is no message with this id")
    CompletionStage<HttpResponse<byte[]>> state(HttpRequest<?> request, @PathVariable String id) {
        return desk.state(request, id)
                .thenApply(found -> Answers.json(
                        HttpStatus.OK,
                        found.map(StateAnswer::of)
                                .orElseThrow(() -> RestException.notFound("There is no message with the id \"" + id
                                        + "\". Take it from the answer to the call that sent the message"))));
    }
}
