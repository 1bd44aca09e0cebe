package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.journal.KeyValueStore;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lists namespaces and their keys. */
@Controller
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "key-values")
final class NamespaceController {
    private final KeyValueStore store;

    NamespaceController(KeyValueStore store) {
        this.store = store;
    }

    /** The keys of a namespace. */
    record KeyList(String namespace, List<Key> keys) {}

    /** A key without its value. */
    record Key(String key) {}

    @Get("/v4/keyvaluesnamespaces")
    @Offered(Endpoint.KEY_VALUE_STORE)
    @Operation(
            operationId = "listNamespaces",
            summary = "List the namespaces",
            description = "The oldest first; also those without keys.")
    @ApiResponse(
            responseCode = "200",
            description = "Their names",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            array = @ArraySchema(schema = @Schema(implementation = String.class))))
    @ApiResponse(responseCode = "503", description = "The store cannot be used now; try again later")
    CompletionStage<HttpResponse<byte[]>> namespaces() {
        return Reply.or(store.namespaces(), "Failed getting all namespaces")
                .thenApply(namespaces -> Answers.json(HttpStatus.OK, namespaces));
    }

    @Get("/v4/keylist/{namespace:[^/]+}")
    @Offered(Endpoint.KEY_VALUE_STORE)
    @Operation(
            operationId = "listKeys",
            summary = "List the keys of a namespace",
            description = "In the order of their first write. JSON, labelled as text as Butler does.")
    @Parameter(
            name = "namespace",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(implementation = String.class))
    @ApiResponse(
            responseCode = "200",
            description = "The keys, without values",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = KeyList.class)))
    @ApiResponse(responseCode = "400", description = "Namespace not found")
    @ApiResponse(responseCode = "503", description = "The store cannot be used now; try again later")
    CompletionStage<HttpResponse<byte[]>> keys(HttpRequest<?> request) {
        String namespace = EntryPath.of(request).namespace();
        Audit.note(request, "namespace", namespace);
        return Reply.or(store.keys(namespace), "Failed getting list of keys in namespace")
                .thenApply(found -> {
                    List<String> keys = found.orElseThrow(() -> Reply.noNamespace(namespace));
                    return Answers.jsonAsText(
                            HttpStatus.OK,
                            new KeyList(namespace, keys.stream().map(Key::new).toList()));
                });
    }
}
