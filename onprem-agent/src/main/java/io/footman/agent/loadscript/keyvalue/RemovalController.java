package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.journal.KeyValueStore;
import io.footman.agent.journal.KeyValueStore.Removal;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Removes keys and namespaces, also under the paths that Butler had up to release 5. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "key-values")
final class RemovalController {
    private final KeyValueStore store;

    RemovalController(KeyValueStore store) {
        this.store = store;
    }

    @Delete(uris = {"/v4/keyvalues/{namespace:[^/]+}/{key:.+}", "/v4/keyvalue/{namespace:[^/]+}/{key:.+}"})
    @Offered(Endpoint.KEY_VALUE_STORE)
    @Operation(
            operationId = "deleteKeyValue",
            summary = "Remove a key",
            description = "The path with keyvalue is that of Butler up to release 5.")
    @Parameter(
            name = "namespace",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(implementation = String.class))
    @Parameter(name = "key", in = ParameterIn.PATH, required = true, schema = @Schema(implementation = String.class))
    @ApiResponse(responseCode = "204", description = "The key is gone")
    @ApiResponse(responseCode = "400", description = "Namespace or key not found")
    @ApiResponse(responseCode = "503", description = "The store cannot be used now; try again later")
    CompletionStage<HttpResponse<byte[]>> removeKey(HttpRequest<?> request) {
        return remove(request);
    }

    @Delete(uris = {"/v4/keyvalues/{namespace:[^/]+}", "/v4/keyvalue/{namespace:[^/]+}"})
    @Offered(Endpoint.KEY_VALUE_STORE)
    @Operation(
            operationId = "deleteNamespace",
            summary = "Remove a namespace with all its keys",
            description =
                    "The path with keyvalue is that of Butler up to release 5. A path that ends with a slash names the empty key and removes no namespace.")
    @Parameter(
            name = "namespace",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(implementation = String.class))
    @ApiResponse(responseCode = "204", description = "The namespace is gone")
    @ApiResponse(responseCode = "400", description = "Namespace not found")
    @ApiResponse(responseCode = "503", description = "The store cannot be used now; try again later")
    CompletionStage<HttpResponse<byte[]>> removeNamespace(HttpRequest<?> request) {
        return remove(request);
    }

    /** The router takes a path that ends with a slash for one without; only the path itself tells what is meant. */
    private CompletionStage<HttpResponse<byte[]>> remove(HttpRequest<?> request) {
        EntryPath path = EntryPath.of(request);
        String namespace = path.namespace();
        Audit.note(request, "namespace", namespace);
        Optional<String> key = path.key();
        if (key.isEmpty()) {
            return Reply.or(store.removeNamespace(namespace), "Failed clearing namespace")
                    .thenApply(removal -> removed(namespace, "", removal));
        }
        Audit.note(request, "key", key.get());
        return Reply.or(store.remove(namespace, key.get()), "Failed deleting key-value data")
                .thenApply(removal -> removed(namespace, key.get(), removal));
    }

    private static HttpResponse<byte[]> removed(String namespace, String key, Removal removal) {
        return switch (removal) {
            case REMOVED -> Answers.noContent();
            case NO_NAMESPACE -> throw Reply.noNamespace(namespace);
            case NO_KEY -> throw Reply.noKey(namespace, key);
        };
    }
}
