package io.footman.agent.rest.access;

import io.footman.agent.rest.Audit;
import io.footman.agent.rest.Caller;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestChannel;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Notes each call of the REST API, also refused ones, after everything else about it is settled. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = "entrance.rest")
final class AuditFilter implements Ordered {
    /** As web servers write it into their logs: the caller went away before the answer. */
    private static final int CALLER_LEFT = 499;

    private final AuditLog log;
    private final Repeats repeats;
    private final Clock clock;

    AuditFilter(AuditLog log, Repeats repeats, Clock clock) {
        this.log = log;
        this.repeats = repeats;
        this.clock = clock;
    }

    @Override
    public int getOrder() {
        return AccessFilter.ORDER - 2;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        if (RestChannel.carries(request)) {
            OpenCall.begin(request, clock.instant(), call -> note(call, CALLER_LEFT));
        }
    }

    @ResponseFilter
    void note(HttpRequest<?> request, MutableHttpResponse<?> response) {
        OpenCall.end(request).ifPresent(call -> note(call, response.code()));
    }

    private void note(OpenCall call, int status) {
        AuditEntry entry = entry(call, status);
        if (status != HttpStatus.TOO_MANY_REQUESTS.getCode() || repeats.isFirst(entry)) {
            log.note(entry);
        }
    }

    private AuditEntry entry(OpenCall call, int status) {
        HttpRequest<?> request = call.request();
        return new AuditEntry(
                call.began(),
                Caller.find(request),
                call.address().getHostAddress(),
                request.getMethodName(),
                request.getPath(),
                request.getUri().getRawQuery() == null
                        ? List.of()
                        : List.copyOf(request.getParameters().names()),
                RouteAttributes.getRouteMatch(request)
                        .flatMap(route -> route.getAnnotationMetadata().enumValue(Offered.class, Endpoint.class))
                        .map(Endpoint::flag),
                Audit.notes(request),
                status,
                Duration.between(call.began(), clock.instant()).toMillis(),
                1);
    }
}
