package io.footman.agent.rest.access;

import io.footman.agent.net.Network;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.Offered;
import io.footman.agent.rest.RestException;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.rest.Scope;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps pages of other sites from calling through the browser of someone who may. Load scripts send none of the headers
 * that are looked at.
 *
 * <p>A page can call under a name of its own that leads here (DNS rebinding). So a page is believed to be ours only if it
 * was loaded by address, from this machine or by {@code public-url}; and a server that asks nobody who he is answers only
 * to names of this machine.
 */
final class Browsers {
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final String FETCH_MODE = "Sec-Fetch-Mode";
    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

    private final boolean onlyThisMachine;
    private final boolean encrypted;
    private final Optional<String> publicOrigin;

    /** @param onlyThisMachine whether nothing is asked of callers but to be on this machine */
    Browsers(boolean onlyThisMachine, boolean encrypted, Optional<URI> publicUrl) {
        this.onlyThisMachine = onlyThisMachine;
        this.encrypted = encrypted;
        this.publicOrigin = publicUrl.map(url -> origin(url.getScheme(), url.getRawAuthority()));
    }

    /** @throws RestException 403 for calls that another site's page makes */
    void check(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        String host = headers.get(HttpHeaders.HOST);
        if (onlyThisMachine && (host == null || !RestSettings.isLoopback(name(host)))) {
            throw RestException.forbidden(
                    "Calls must name this machine as localhost or 127.0.0.1 in the header Host while"
                            + " footman.rest.access is missing");
        }
        String origin = headers.get(HttpHeaders.ORIGIN);
        if (origin != null && !isOurs(origin, host == null ? "" : host)) {
            throw RestException.forbidden(
                    "Calls by pages of another origin are refused. For pages of your own server name its"
                            + " address in footman.rest.public-url");
        }
        String site = headers.get(FETCH_SITE);
        if (site != null && OTHER_SITES.contains(site.toLowerCase(Locale.ROOT)) && !isHarmlessLink(request)) {
            throw RestException.forbidden("Calls by pages of another site are refused");
        }
    }

    private boolean isOurs(String origin, String host) {
        if (publicOrigin.filter(origin.toLowerCase(Locale.ROOT)::equals).isPresent()) {
            return true;
        }
        String name = name(host);
        return origin.toLowerCase(Locale.ROOT).equals(origin(encrypted ? "https" : "http", host))
                && (RestSettings.isLoopback(name)
                        || Network.parse(name.replaceAll("[\\[\\]]", "")).isPresent());
    }

    /** Following a link to the documentation changes nothing. */
    private static boolean isHarmlessLink(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.GET
                && "navigate".equalsIgnoreCase(request.getHeaders().get(FETCH_MODE))
                && RouteAttributes.getRouteMatch(request)
                        .flatMap(route -> route.getAnnotationMetadata().enumValue(Offered.class, Endpoint.class))
                        .filter(endpoint -> endpoint.scope() == Scope.INFO)
                        .isPresent();
    }

    private static String origin(String scheme, String authority) {
        return (scheme + "://" + authority).toLowerCase(Locale.ROOT);
    }

    /** Without the port. */
    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        return (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
