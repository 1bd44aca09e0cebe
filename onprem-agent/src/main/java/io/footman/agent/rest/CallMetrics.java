package io.footman.agent.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times the calls of the REST API, by endpoint and status. Around all other filters. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = "entrance.rest")
final class CallMetrics implements Ordered {
    private static final String BEGAN = "footman.call-began";

    /** Of calls that belong to no endpoint: what strangers ask for must not make names for meters. */
    private static final String NONE = "none";

    private final MeterRegistry registry;

    /** Finding a meter in the registry costs more than the ping that it counts. */
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Kind(String endpoint, int status) {}

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        if (RestChannel.carries(request)) {
            request.setAttribute(BEGAN, registry.config().clock().monotonicTime());
        }
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.removeAttribute(BEGAN, Long.class).ifPresent(began -> {
            long nanoseconds = registry.config().clock().monotonicTime() - began;
            timers.computeIfAbsent(new Kind(endpoint(request), response.code()), this::timer)
                    .record(nanoseconds, TimeUnit.NANOSECONDS);
        });
    }

    private Timer timer(Kind kind) {
        return Timer.builder("footman.rest.calls")
                .description("Calls of the REST API, from their head to their answer")
                .tag("endpoint", kind.endpoint())
                .tag("status", Integer.toString(kind.status()))
                .register(registry);
    }

    private static String endpoint(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .flatMap(route -> route.getAnnotationMetadata().enumValue(Offered.class, Endpoint.class))
                .map(Endpoint::flag)
                .orElse(NONE);
    }
}
