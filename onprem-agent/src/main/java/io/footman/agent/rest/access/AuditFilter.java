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
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes each call of the REST API, also refused ones, after everything else about it is settled. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = "entrance.rest")
final class AuditFilter implements Ordered {
    private static final String BEGAN = "footman.began";

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
            request.setAttribute(BEGAN, clock.instant());
        }
    }

    @ResponseFilter
    void note(HttpRequest<?> request, MutableHttpResponse<?> response) {
        Optional<Instant> began = request.removeAttribute(BEGAN, Instant.class);
        if (began.isEmpty()) {
            return;
        }
        AuditEntry entry = entry(request, began.get(), response.code());
        if (entry.status() != HttpStatus.TOO_MANY_REQUESTS.getCode() || repeats.isFirst(entry)) {
            log.note(entry);
        }
    }

    private AuditEntry entry(HttpRequest<?> request, Instant began, int status) {
        InetAddress address = request.getRemoteAddress().getAddress();
        Map<String, String> about = Audit.notes(request);
        return new AuditEntry(
                began,
                Caller.find(request),
                address.getHostAddress(),
                request.getMethodName(),
                request.getPath(),
                request.getUri().getRawQuery() == null
                        ? List.of()
                        : List.copyOf(request.getParameters().names()),
                RouteAttributes.getRouteMatch(request)
                        .flatMap(route -> route.getAnnotationMetadata().enumValue(Offered.class, Endpoint.class))
                        .map(Endpoint::flag),
                about.isEmpty() ? Map.of() : Map.copyOf(about),
                status,
                Duration.between(began, clock.instant()).toMillis(),
                1);
    }
}
