package io.footman.agent.loadscript.keyvalue;

import io.footman.agent.rest.RestException;
import io.micronaut.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Namespace and key of a path such as {@code /v4/keyvalues/namespace/key}. Read from the path as it was sent: scripts do not
 * encode what they put in ("Calling an HTTP API from a Qlik load script" §5.2), and the router would lose a slash at the end,
 * so that an empty key in a script would remove the whole namespace.
 *
 * @param key all that follows the namespace, slashes included; present and empty when only a slash follows
 */
record EntryPath(String namespace, Optional<String> key) {
    /** The part before the namespace: {@code /v4/<collection>/}. */
    private static final int COLLECTION_PARTS = 3;

    static EntryPath of(HttpRequest<?> request) {
        String[] parts = request.getPath().split("/", COLLECTION_PARTS + 2);
        return new EntryPath(
                decoded(parts[COLLECTION_PARTS]),
                parts.length > COLLECTION_PARTS + 1
                        ? Optional.of(decoded(parts[COLLECTION_PARTS + 1]))
                        : Optional.empty());
    }

    private static String decoded(String raw) {
        try {
            // In a path a plus sign is a plus sign.
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("The path holds a percent sign without two hexadecimal digits after it."
                    + " Write the character % as %25");
        }
    }
}
