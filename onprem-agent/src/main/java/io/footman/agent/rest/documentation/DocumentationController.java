package io.footman.agent.rest.documentation;

import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;

/** Serves the OpenAPI document and the page that shows it, without asking any other host. */
@Controller("/documentation")
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "documentation")
final class DocumentationController {
    /** The browser may load from this server and from nowhere else, whatever the page's scripts would like. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ApiDocument document;
    private final WebFiles files;

    DocumentationController(ApiDocument document, WebFiles files) {
        this.document = document;
        this.files = files;
    }

    @Get
    @Offered(Endpoint.DOCUMENTATION)
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Operation(
            summary = "The page to read and try the API",
            description = "Shows what is switched on. Loads nothing from other hosts.")
    @ApiResponse(responseCode = "200", description = "An HTML page")
    HttpResponse<byte[]> page(HttpRequest<?> request) {
        if (request.getPath().endsWith("/")) {
            // The page's links are relative, so that it works behind a proxy that adds a path.
            return HttpResponse.redirect(URI.create("../documentation"));
        }
        return serve("index.html");
    }

    @Get("/json")
    @Offered(Endpoint.DOCUMENTATION)
    @Operation(summary = "The OpenAPI document as JSON", description = "Holds the endpoints that are switched on.")
    @ApiResponse(responseCode = "200", description = "An OpenAPI 3 document")
    HttpResponse<byte[]> json() {
        return answer(MediaType.of("application/json; charset=utf-8"), document.json());
    }

    @Get("/yaml")
    @Offered(Endpoint.DOCUMENTATION)
    @Operation(summary = "The OpenAPI document as YAML", description = "Holds the endpoints that are switched on.")
    @ApiResponse(responseCode = "200", description = "An OpenAPI 3 document")
    HttpResponse<byte[]> yaml() {
        return answer(MediaType.of("application/yaml; charset=utf-8"), document.yaml());
    }

    @Get("/{file}")
    @Offered(Endpoint.DOCUMENTATION)
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Operation(summary = "A file of the page", description = "Scripts, styles and the icon.")
    @ApiResponse(responseCode = "200", description = "The file")
    @ApiResponse(responseCode = "404", description = "The page has no such file")
    HttpResponse<byte[]> file(@PathVariable String file) {
        return serve(file);
    }

    private HttpResponse<byte[]> serve(String name) {
        return files.file(name)
                .map(file -> answer(file.type(), file.content()))
                .orElseThrow(() -> RestException.notFound("The documentation has no file of this name"));
    }

    private static MutableHttpResponse<byte[]> answer(MediaType type, byte[] content) {
        return HttpResponse.ok(content)
                .contentType(type)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
