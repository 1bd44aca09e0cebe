package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.journal.KeyValueStore;
import io.footman.agent.journal.KeyValueStore.Found;
import io.footman.agent.journal.KeyValueStore.Lookup;
import io.footman.agent.journal.KeyValueStore.Missing;
import io.footman.agent.journal.KeyValueStore.Placement;
import io.footman.agent.journal.KeyValueStore.Refused;
import io.footman.agent.rest.Answers;
import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
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
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Single keys. No call blocks: the store answers from memory or on threads of its own. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
@Tag(name = "key-values")
final class KeyValueController {
    private static final String READ_FAILED = "Failed getting key-value data";

    private final KeyValueStore store;

    KeyValueController(KeyValueStore store) {
        this.store = store;
    }

    /** A stored value. */
    record Entry(String namespace, String key, String value) {}

    /**
     * What was stored.
     *
     * @param ttl milliseconds; 0 when the key never ends
     */
    record StoredEntry(String namespace, String key, String value, long ttl) {}

    /**
     * Whether a key exists.
     *
     * @param keyValue an {@link Entry}, or an empty object
     */
    record Existence(
            boolean keyExists,
            @Schema(implementation = Entry.class) Object keyValue) {}

    @Get("/v4/keyvalues/{namespace:[^/]+}")
    @Offered(Endpoint.KEY_VALUE_STORE)
    @Operation(
            operationId = "getKeyValue",
            summary = "Read a key",
            description = "A key whose time is over is not found.")
    @Parameter(
            name = "namespace",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(implementation = String.class))
    @Parameter(name = "key", in = ParameterIn.QUERY, required = true, schema = @Schema(implementation = String.class))
    @ApiResponse(
            responseCode = "200",
            description = "The value",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Entry.class)))
    @ApiResponse(responseCode = "400", description = "Namespace or key not found, or a parameter is missing")
    @ApiResponse(responseCode = "503", description = "The store cannot be used now; try again later")
    CompletionStage<HttpResponse<byte[]>> get(HttpRequest<?> request) {
        String namespace = namespace(request);
        String key = key(request);
        return Reply.or(store.get(namespace, key), READ_FAILED).thenApply(found -> {
            if (found instanceof Found value) {
                return Answers.json(HttpStatus.OK, new Entry(namespace, key, value.value()));
            }
            throw found == Missing.NO_NAMESPACE ? Reply.noNamespace(namespace) : Reply.noKey(namespace, key);
        });
    }

    @Get("/v4/keyvalues/{namespace:[^/]+}/keyexists")
    @Offered(Endpoint.KEY_VALUE_STORE)
    @Operation(
            operationId = "keyExists",
            summary = "Ask whether a key exists",
            description = "keyValue holds the entry, or is empty when there is none.")
    @Parameter(
            name = "namespace",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(implementation = String.class))
    @Parameter(name = "key", in = ParameterIn.QUERY, required = true, schema = @Schema(implementation = String.class))
    @ApiResponse(
            responseCode = "200",
            description = "Whether it exists",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Existence.class)))
    @ApiResponse(responseCode = "400", description = "Namespace not found, or the parameter is missing")
    @ApiResponse(responseCode = "503", description = "The store cannot be used now; try again later")
    CompletionStage<HttpResponse<byte[]>> exists(HttpRequest<?> request) {
        String namespace = namespace(request);
        String key = key(request);
        return Reply.or(store.get(namespace, key), READ_FAILED)
                .thenApply(found -> Answers.json(HttpStatus.OK, existence(namespace, key, found)));
    }

    @Post("/v4/keyvalues/{namespace:[^/]+}")
    @Offered(Endpoint.KEY_VALUE_STORE)
    @Operation(
            operationId = "storeKeyValue",
            summary = "Write a key",
            description =
                    "Value and time to live replace what was there. The namespace comes with its first key. Without value an empty one is stored. ttl is in milliseconds, 0 or absent for ever.")
    @Parameter(
            name = "namespace",
            in = ParameterIn.PATH,
            required = true,
            schema = @Schema(implementation = String.class))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EntryRequest.class)))
    @ApiResponse(
            responseCode = "201",
            description = "It is stored",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StoredEntry.class)))
    @ApiResponse(
            responseCode = "400",
            description = "No key is given, or a limit forbids it; the message names the limit")
    @ApiResponse(responseCode = "503", description = "The store cannot be used now; try again later")
    CompletionStage<HttpResponse<byte[]>> put(
            HttpRequest<?> request, @Body @Parameter(hidden = true) byte @Nullable [] body) {
        String namespace = namespace(request);
        EntryRequest entry = EntryRequest.read(Fields.object(body));
        Audit.note(request, "key", entry.key());
        return Reply.or(store.put(entry.in(namespace)), "Failed adding key-value to namespace")
                .thenApply(placement -> created(namespace, entry, placement));
    }

    private static Existence existence(String namespace, String key, Lookup found) {
        if (found == Missing.NO_NAMESPACE) {
            throw Reply.noNamespace(namespace);
        }
        return found instanceof Found value
                ? new Existence(true, new Entry(namespace, key, value.value()))
                : new Existence(false, Map.of());
    }

    private static HttpResponse<byte[]> created(String namespace, EntryRequest entry, Placement placement) {
        if (placement instanceof Refused refused) {
            throw RestException.badRequest(refused.reason());
        }
        return Answers.json(HttpStatus.CREATED, new StoredEntry(namespace, entry.key(), entry.value(), entry.ttl()));
    }

    private static String namespace(HttpRequest<?> request) {
        String namespace = EntryPath.of(request).namespace();
        Audit.note(request, "namespace", namespace);
        return namespace;
    }

    private static String key(HttpRequest<?> request) {
        String key = request.getParameters().get("key");
        if (key == null) {
            throw RestException.invalid("querystring must have required property 'key'");
        }
        Audit.note(request, "key", key);
        return key;
    }
}
