package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import java.util.Set;

/**
 * Who calls, as far as it was found out.
 *
 * @param kind how the caller is known
 * @param name of the key or certificate, or the address; safe to be shown
 * @param scopes what it may do
 */
public record Caller(Kind kind, String name, Set<Scope> scopes) {
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
        return request.getAttribute(ATTRIBUTE, Caller.class)
                .orElseThrow(() -> new IllegalStateException("Asked for before the caller was found out"));
    }

    void attachTo(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
