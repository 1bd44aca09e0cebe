package io.footman.agent.loadscript.info;

import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
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

/** Writes Qlik's ids in the other base. */
@Controller
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "info")
final class NumberBaseController {
    /**
     * One id in both spellings; the order of the fields is Butler's (Butler REST API §3.1).
     *
     * @param base62 digits, small letters, capitals
     * @param base16 hexadecimal
     */
    record Conversion(String base62, String base16) {}

    @Get("/v4/base62tobase16")
    @Offered(Endpoint.BASE62_TO_BASE16)
    @Operation(
            summary = "From base 62 to hexadecimal",
            description = "For ids as Qlik writes them. Leading zeros are not kept.")
    @ApiResponse(
            responseCode = "200",
            description = "The id in both bases",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Conversion.class)))
    @ApiResponse(responseCode = "400", description = "The parameter is missing or is no number in base 62")
    HttpResponse<byte[]> toBase16(@QueryValue @Parameter(description = "1 to 256 of 0-9, a-z and A-Z") String base62) {
        return Answers.json(
                HttpStatus.OK,
                new Conversion(base62, converted("base62", base62, NumberBase.BASE62, NumberBase.BASE16)));
    }

    @Get("/v4/base16tobase62")
    @Offered(Endpoint.BASE16_TO_BASE62)
    @Operation(
            summary = "From hexadecimal to base 62",
            description = "Take the dashes out of a GUID first. Leading zeros are not kept.")
    @ApiResponse(
            responseCode = "200",
            description = "The id in both bases",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Conversion.class)))
    @ApiResponse(responseCode = "400", description = "The parameter is missing or is no hexadecimal number")
    HttpResponse<byte[]> toBase62(@QueryValue @Parameter(description = "1 to 256 of 0-9 and a-f") String base16) {
        return Answers.json(
                HttpStatus.OK,
                new Conversion(converted("base16", base16, NumberBase.BASE16, NumberBase.BASE62), base16));
    }

    private static String converted(String parameter, String digits, NumberBase from, NumberBase to) {
        try {
            return from.convert(digits, to);
        } catch (NumberFormatException e) {
            throw RestException.badRequest("Failed converting from " + parameter + " to "
                    + to.name().toLowerCase(java.util.Locale.ROOT) + ": the parameter " + parameter + " "
                    + e.getMessage() + ". A GUID is written without dashes");
        }
    }
}
