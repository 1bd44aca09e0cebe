package io.footman.agent.rest;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.util.Optional;

/**
 * Lets a request through to its route: on the REST API's server only to marked routes of endpoints that are switched on, on
 * the other server only to the others.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = "entrance.rest")
final class RestFilter {
    private final RestSettings settings;

    RestFilter(RestSettings settings) {
        this.settings = settings;
    }

    @RequestFilter
    void admit(HttpRequest<?> request) {
        Optional<Endpoint> endpoint = endpoint(request);
        if (RestChannel.carries(request) != endpoint.isPresent()) {
            throw RestException.noRoute(request);
        }
        if (endpoint.isPresent()) {
            admit(request, endpoint.get());
        }
    }

    private void admit(HttpRequest<?> request, Endpoint endpoint) {
        if (!settings.offers(endpoint)) {
            throw RestException.switchedOff(request, endpoint);
        }
        // Who calls was found out before: see rest.access.
        Caller.of(request).require(endpoint);
        ContentTypes.check(request);
    }

    private static Optional<Endpoint> endpoint(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .flatMap(route -> route.getAnnotationMetadata().enumValue(Offered.class, Endpoint.class));
    }
}
