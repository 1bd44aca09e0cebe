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
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lists namespaces and their keys. */
@Controller
@Produces(MediaType.ALL)
@Requires(property = "entrance.rest")
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
    CompletionStage<HttpResponse<byte[]>> namespaces() {
        return Reply.or(store.namespaces(), "Failed getting all namespaces")
                .thenApply(namespaces -> Answers.json(HttpStatus.OK, namespaces));
    }

    @Get("/v4/keylist/{namespace:[^/]+}")
    @Offered(Endpoint.KEY_VALUE_STORE)
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
