package io.footman.agent.rest.access;

import io.footman.model.settings.Secret;
import io.micronaut.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Takes the API key out of a request's headers. */
final class Credentials {
    static final String API_KEY = "X-API-Key";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /** Stands for what was presented and is no key; it fits none. */
    private static final Secret NO_KEY = new Secret("");

    private Credentials() {}

    /** What is presented; empty when nothing is. What cannot be understood, or is said in two ways, is a key that fits nothing. */
    static Optional<Secret> presented(HttpHeaders headers) {
        List<String> apiKeys = headers.getAll(API_KEY);
        List<String> authorizations = headers.getAll(HttpHeaders.AUTHORIZATION);
        if (apiKeys.isEmpty() && authorizations.isEmpty()) {
            return Optional.empty();
        }
        if (apiKeys.size() + authorizations.size() > 1) {
            return Optional.of(NO_KEY);
        }
        return Optional.of(
                apiKeys.isEmpty()
                        ? authorization(authorizations.get(0))
                        : new Secret(apiKeys.get(0).strip()));
    }

    private static Secret authorization(String header) {
        String text = header.strip();
        if (text.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Secret(text.substring(BEARER.length()).strip());
        }
        if (text.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return password(text.substring(BASIC.length()).strip());
        }
        return NO_KEY;
    }

    /** Qlik's REST connector knows user name and password; the key is the password, the name does not matter. */
    private static Secret password(String encoded) {
        try {
            String login = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = login.indexOf(':');
            return colon < 0 ? NO_KEY : new Secret(login.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return NO_KEY;
        }
    }
}
