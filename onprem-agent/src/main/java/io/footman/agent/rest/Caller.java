package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, as far as it was found out.
 *
 * @param kind how the caller is known
 * @param id of the key, else as the name
 * @param name of the key or certificate, or the address; safe to be shown
 * @param scopes what it may do
 */
public record Caller(Kind kind, String id, String name, Set<Scope> scopes) {
    private static final String ATTRIBUTE = "footman.caller";

    /** How a caller is known. */
    public enum Kind {
        API_KEY,
        CERTIFICATE,
        ADDRESS
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Who makes this call; only for requests that the front has let through. */
    public static Caller of(HttpRequest<?> request) {
        return find(request).orElseThrow(() -> new IllegalStateException("Asked for before the caller was found out"));
    }

    /** Who makes this call, if that was found out. */
    public static Optional<Caller> find(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE).map(Caller.class::cast);
    }

    /** Only the front says who calls. */
    public void attachTo(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** @throws RestException 403 when the caller lacks what the endpoint asks for */
    public void require(Endpoint endpoint) {
        if (!scopes.contains(endpoint.scope())) {
            throw RestException.forbidden("The endpoint " + endpoint.flag() + " needs the scope "
                    + endpoint.scope().label() + ", which this caller does not have");
        }
    }
}
