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
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Metrics and events for New Relic. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "messages")
final class NewRelicController {
    private final MessageDesk desk;

    NewRelicController(MessageDesk desk) {
        this.desk = desk;
    }

    @Post("/v4/newrelic/metric")
    @Offered(Endpoint.NEW_RELIC_METRIC)
    @Operation(
            operationId = "postNewRelicMetric",
            summary = "Write a metric into New Relic",
            description =
                    "It goes to all accounts that the configuration names. While New Relic is away the agent keeps it and"
                            + " tries again. The answer is the word Accepted; the header Location leads to its state.")
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = Words.WAIT, schema = @Schema(type = "number"))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "json: the answer is the message's id and state",
            schema = @Schema(type = "string", allowableValues = "json"))
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
                            schema = @Schema(implementation = NewRelicMetricRequest.class)))
    @ApiResponse(
            responseCode = "202",
            description = Words.STORED,
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = Words.UNUSABLE)
    @ApiResponse(responseCode = "502", description = Words.NOT_SENT)
    @ApiResponse(responseCode = "503", description = Words.NOT_STORED)
    CompletionStage<HttpResponse<byte[]>> metric(
            HttpRequest<?> request, @Body @Parameter(hidden = true) byte @Nullable [] body) {
        NewRelicMetricRequest read = NewRelicMetricRequest.read(Fields.object(body));
        return desk.handOver(
                request, read.message(), "Failed posting metric to New Relic", state -> accepted(request, state));
    }

    @Post("/v4/newrelic/event")
    @Offered(Endpoint.NEW_RELIC_EVENT)
    @Operation(
            operationId = "postNewRelicEvent",
            summary = "Write a custom event into New Relic",
            description =
                    "It goes to all accounts that the configuration names. While New Relic is away the agent keeps it and"
                            + " tries again. The answer is the word Accepted; the header Location leads to its state.")
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = Words.WAIT, schema = @Schema(type = "number"))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "json: the answer is the message's id and state",
            schema = @Schema(type = "string", allowableValues = "json"))
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
                            schema = @Schema(implementation = NewRelicEventRequest.class)))
    @ApiResponse(
            responseCode = "202",
            description = Words.STORED,
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = Words.UNUSABLE)
    @ApiResponse(responseCode = "502", description = Words.NOT_SENT)
    @ApiResponse(responseCode = "503", description = Words.NOT_STORED)
    CompletionStage<HttpResponse<byte[]>> event(
            HttpRequest<?> request, @Body @Parameter(hidden = true) byte @Nullable [] body) {
        NewRelicEventRequest read = NewRelicEventRequest.read(Fields.object(body));
        return desk.handOver(
                request, read.message(), "Failed posting event to New Relic", state -> accepted(request, state));
    }

    /** New Relic's own word, which Butler passes on; or JSON, because Qlik's REST connector cannot read a word. */
    private static MutableHttpResponse<byte[]> accepted(HttpRequest<?> request, MessageState state) {
        return Fields.query(request).text("format").orElse("").equals("json")
                ? Answers.json(HttpStatus.ACCEPTED, StateAnswer.of(state))
                : Answers.text(HttpStatus.ACCEPTED, "Accepted");
    }
}
