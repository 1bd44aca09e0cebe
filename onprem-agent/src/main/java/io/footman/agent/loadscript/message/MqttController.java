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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Texts for the MQTT broker. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "messages")
final class MqttController {
    private static final String FAILURE = "Failed publishing MQTT message";

    private final MessageDesk desk;

    MqttController(MessageDesk desk) {
        this.desk = desk;
    }

    /**
     * The message as it was read.
     *
     * @param id asks for its state later
     * @param state accepted, or delivered after a wait
     */
    record MqttAnswer(String topic, String message, String id, String state) {}

    @Put("/v4/mqttpublishmessage")
    @Offered(Endpoint.MQTT_PUBLISH_MESSAGE)
    @Operation(
            operationId = "publishMqttMessage",
            summary = "Publish a text on an MQTT topic",
            description = "By the agent's own connection. While the broker is away the agent keeps it and tries again.")
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
                            schema = @Schema(implementation = MqttRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = Words.STORED,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MqttAnswer.class)))
    @ApiResponse(responseCode = "400", description = Words.UNUSABLE)
    @ApiResponse(responseCode = "403", description = "The topic is not allowed, or the agent listens to it itself")
    @ApiResponse(responseCode = "502", description = Words.NOT_SENT)
    @ApiResponse(responseCode = "503", description = Words.NOT_STORED)
    CompletionStage<HttpResponse<byte[]>> publish(
            HttpRequest<?> request, @Body @Parameter(hidden = true) byte @Nullable [] body) {
        return handOver(request, MqttRequest.read(Fields.object(body)), HttpStatus.CREATED);
    }

    @Get("/mqttPublishMessage")
    @Offered(Endpoint.CLASSIC_MQTT_PUBLISH_MESSAGE)
    @Operation(
            operationId = "publishMqttMessageClassic",
            summary = "Publish a text on an MQTT topic with a plain GET",
            description =
                    "For LOAD … FROM [http://…], as the first Butler offered it. Prefer PUT /v4/mqttpublishmessage: a GET"
                            + " leaves the text in the logs of every proxy.")
    @Parameter(name = "topic", in = ParameterIn.QUERY, required = true, schema = @Schema(type = "string"))
    @Parameter(name = "message", in = ParameterIn.QUERY, required = true, schema = @Schema(type = "string"))
    @Parameter(name = "qos", in = ParameterIn.QUERY, schema = @Schema(type = "integer"))
    @Parameter(name = "retain", in = ParameterIn.QUERY, schema = @Schema(type = "boolean"))
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
                            schema = @Schema(implementation = MqttAnswer.class)))
    @ApiResponse(responseCode = "400", description = Words.UNUSABLE)
    @ApiResponse(responseCode = "403", description = "The topic is not allowed, or the agent listens to it itself")
    @ApiResponse(responseCode = "502", description = Words.NOT_SENT)
    @ApiResponse(responseCode = "503", description = Words.NOT_STORED)
    CompletionStage<HttpResponse<byte[]>> get(HttpRequest<?> request) {
        return handOver(request, MqttRequest.read(Fields.query(request)), HttpStatus.OK);
    }

    @Get("/v2/mqttPublishMessage")
    @Offered(Endpoint.CLASSIC_MQTT_PUBLISH_MESSAGE)
    @Operation(
            operationId = "publishMqttMessageV2",
            summary = "As GET /mqttPublishMessage",
            description = "A later name of GET /mqttPublishMessage, with the same parameters and answers.")
    CompletionStage<HttpResponse<byte[]>> getV2(HttpRequest<?> request) {
        return get(request);
    }

    private CompletionStage<HttpResponse<byte[]>> handOver(
            HttpRequest<?> request, MqttRequest mqtt, HttpStatus status) {
        return desk.handOver(request, mqtt.forBroker(), FAILURE, state -> Answers.json(status, answer(mqtt, state)));
    }

    private static MqttAnswer answer(MqttRequest mqtt, MessageState state) {
        return new MqttAnswer(
                mqtt.topic(), mqtt.message(), state.id(), state.state().label());
    }
}
