package io.footman.agent.loadscript.message;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import io.micronaut.http.annotation.Get;
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

/** Texts for Slack. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "messages")
final class SlackController {
    private static final String FAILURE = "Failed sending Slack message";

    private final MessageDesk desk;

    SlackController(MessageDesk desk) {
        this.desk = desk;
    }

    /**
     * The message as it was read.
     *
     * @param id asks for its state later
     * @param state accepted, or delivered after a wait
     */
    record SlackAnswer(
            String channel,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonProperty("from_user")
            Optional<String> fromUser,

            String msg,

            @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
            Optional<String> emoji,

            String id,
            String state) {}

    @Put("/v4/slackpostmessage")
    @Offered(Endpoint.SLACK_POST_MESSAGE)
    @Operation(
            operationId = "postSlackMessage",
            summary = "Post a text to Slack",
            description = "The text is shown as it is. While Slack is away the agent keeps it and tries again.")
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
                            schema = @Schema(implementation = SlackRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = Words.STORED,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SlackAnswer.class)))
    @ApiResponse(responseCode = "400", description = Words.UNUSABLE)
    @ApiResponse(responseCode = "502", description = Words.NOT_SENT)
    @ApiResponse(responseCode = "503", description = Words.NOT_STORED)
    CompletionStage<HttpResponse<byte[]>> post(
            HttpRequest<?> request, @Body @Parameter(hidden = true) byte @Nullable [] body) {
        return handOver(request, SlackRequest.read(Fields.object(body)), HttpStatus.CREATED);
    }

    @Get("/slack")
    @Offered(Endpoint.CLASSIC_SLACK)
    @Operation(
            operationId = "postSlackMessageClassic",
            summary = "Post a text to Slack with a plain GET",
            description =
                    "For LOAD … FROM [http://…], as the first Butler offered it. Prefer PUT /v4/slackpostmessage: a GET"
                            + " leaves the text in the logs of every proxy.")
    @Parameter(name = "channel", in = ParameterIn.QUERY, required = true, schema = @Schema(type = "string"))
    @Parameter(name = "from_user", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "msg", in = ParameterIn.QUERY, required = true, schema = @Schema(type = "string"))
    @Parameter(name = "emoji", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = Words.WAIT, schema = @Schema(type = "number"))
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = Words.KEY,
            schema = @Schema(type = "string"))
    @ApiResponse(
            responseCode = "200",
            description = Words.STORED,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SlackAnswer.class)))
    @ApiResponse(responseCode = "400", description = Words.UNUSABLE)
    @ApiResponse(responseCode = "502", description = Words.NOT_SENT)
    @ApiResponse(responseCode = "503", description = Words.NOT_STORED)
    CompletionStage<HttpResponse<byte[]>> get(HttpRequest<?> request) {
        return handOver(request, SlackRequest.readClassic(Fields.query(request)), HttpStatus.OK);
    }

    @Get("/slackPostMessage")
    @Offered(Endpoint.CLASSIC_SLACK)
    @Operation(
            operationId = "postSlackMessageLater",
            summary = "As GET /slack",
            description = "A later name of GET /slack, with the same parameters and answers.")
    CompletionStage<HttpResponse<byte[]>> getLater(HttpRequest<?> request) {
        return get(request);
    }

    @Get("/v2/slackPostMessage")
    @Offered(Endpoint.CLASSIC_SLACK)
    @Operation(
            operationId = "postSlackMessageV2",
            summary = "As GET /slack",
            description = "A later name of GET /slack, with the same parameters and answers.")
    CompletionStage<HttpResponse<byte[]>> getV2(HttpRequest<?> request) {
        return get(request);
    }

    private CompletionStage<HttpResponse<byte[]>> handOver(
            HttpRequest<?> request, SlackRequest slack, HttpStatus status) {
        return desk.handOver(request, slack.message(), FAILURE, state -> Answers.json(status, answer(slack, state)));
    }

    private static SlackAnswer answer(SlackRequest slack, MessageState state) {
        return new SlackAnswer(
                slack.channel(),
                slack.fromUser(),
                slack.msg(),
                slack.emoji(),
                state.id(),
                state.state().label());
    }
}
