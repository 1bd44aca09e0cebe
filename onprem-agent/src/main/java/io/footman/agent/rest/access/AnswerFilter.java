package io.footman.agent.rest.access;

import io.footman.agent.rest.RestChannel;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Clock;

/** Tells callers how they stand with their rate limit, and how to say who they are. Around {@link AccessFilter}, so that those whom it refuses are told too. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = "entrance.rest")
final class AnswerFilter implements Ordered {
    private static final String PAGE = "/documentation";

    private final DateHeader date;

    AnswerFilter(Clock clock) {
        date = new DateHeader(clock);
    }

    @Override
    public int getOrder() {
        return AccessFilter.ORDER - 1;
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!RestChannel.carries(request)) {
            return;
        }
        response.header(HttpHeaders.DATE, date.now());
        RateLimiter.Standing.of(request).ifPresent(standing -> tell(standing, response));
        if (response.code() == HttpStatus.UNAUTHORIZED.getCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            if (request.getPath().startsWith(PAGE)) {
                // A browser asks its user for a login then.
                response.header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Basic realm=\"Footman: any user name, an API key as the password\"");
            }
        }
    }

    private static void tell(RateLimiter.Standing standing, MutableHttpResponse<?> response) {
        response.header("x-ratelimit-limit", Integer.toString(standing.limit()));
        response.header("x-ratelimit-remaining", Long.toString(standing.remaining()));
        response.header("x-ratelimit-reset", Long.toString(standing.resetSeconds()));
        if (!standing.allowed()) {
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(standing.resetSeconds()));
        }
    }
}
