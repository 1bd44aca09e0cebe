package io.footman.agent.rest;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The method that a POST's header {@code X-HTTP-Method-Override} names: Qlik's REST connector can do nothing but GET and POST
 * (Butler REST API §1).
 */
final class MethodOverride {
    private static final String HEADER = "X-HTTP-Method-Override";
    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE", "POST");

    private MethodOverride() {}

    /**
     * What the request asks for.
     *
     * @throws RestException 400 when the header names something else
     */
    static HttpMethod of(HttpRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            return request.method();
        }
        List<String> named = request.headers().getAll(HEADER).stream()
                .map(value -> value.strip().toUpperCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        if (named.isEmpty()) {
            return request.method();
        }
        if (named.size() > 1 || !METHODS.contains(named.get(0))) {
            throw RestException.badRequest(
                    "Header X-HTTP-Method-Override is none of GET, PUT and DELETE. Send one of these, or leave it out");
        }
        return HttpMethod.valueOf(named.get(0));
    }
}
