package io.footman.agent.loadscript.message;

import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import io.micronaut.http.HttpRequest;
import java.time.Duration;

/** How long a caller wants to wait for the end of its message: {@code ?wait=10}, in seconds. */
final class WaitParameter {
    /** Longer than a destination's attempt takes, shorter than what proxies and connectors wait for an answer. */
    static final int MOST_SECONDS = 60;

    private static final long MILLIS_PER_SECOND = 1_000;

    private WaitParameter() {}

    /** @throws RestException 400 when it is no number of seconds in range */
    static Duration read(HttpRequest<?> request) {
        double seconds = Fields.query(request).number("wait").orElse(0.0);
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw RestException.invalid("querystring/wait must be from 0 to " + MOST_SECONDS
                    + " seconds. To wait longer, ask /v4/messages/{id} again");
        }
        return Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
    }
}
