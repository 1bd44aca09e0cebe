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
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Single keys. No call blocks: the store answers from memory or on threads of its own. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
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
    record Existence(boolean keyExists, Object keyValue) {}

    @Get("/v4/keyvalues/{namespace:[^/]+}")
    @Offered(Endpoint.KEY_VALUE_STORE)
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
    CompletionStage<HttpResponse<byte[]>> exists(HttpRequest<?> request) {
        String namespace = namespace(request);
        String key = key(request);
        return Reply.or(store.get(namespace, key), READ_FAILED)
                .thenApply(found -> Answers.json(HttpStatus.OK, existence(namespace, key, found)));
    }

    @Post("/v4/keyvalues/{namespace:[^/]+}")
    @Offered(Endpoint.KEY_VALUE_STORE)
    CompletionStage<HttpResponse<byte[]>> put(HttpRequest<?> request, @Body byte @Nullable [] body) {
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
        return Answers.json(
                HttpStatus.CREATED, new StoredEntry(namespace, entry.key(), entry.value(), entry.ttl()));
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
