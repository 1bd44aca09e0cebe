package io.footman.agent.loadscript.message;

import io.footman.agent.rest.RestException;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** The header by which a repeated call is known (IETF draft "The Idempotency-Key HTTP Header Field"). */
final class IdempotencyParameter {
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 200;

    private IdempotencyParameter() {}

    /** @throws RestException 400 when it is longer than any sensible key */
    static Optional<String> read(HttpRequest<?> request) {
        Optional<String> key = Optional.ofNullable(request.getHeaders().get(HEADER))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        if (key.isPresent() && key.get().length() > LONGEST) {
            throw RestException.badRequest(
                    "Header " + HEADER + " has " + key.get().length() + " characters; at most " + LONGEST
                            + " are accepted. Use an id, or a digest of what makes the message unique");
        }
        return key;
    }
}
