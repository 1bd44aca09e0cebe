package io.footman.agent.rest.access;

import io.footman.agent.rest.Caller;
import io.footman.agent.rest.RestChannel;
import io.footman.agent.rest.RestException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Admits those who may call, before anything is said about which routes there are. Counts calls by caller, and refused ones
 * by address: a caller with a good key is let in however many bad ones come from his address.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = "entrance.rest")
final class AccessFilter implements Ordered {
    /** Before the route is judged, after the call is noted for the audit log. */
    static final int ORDER = -1_000;

    /** A mistake in a script is found long before; nobody guesses a key in any number. */
    private static final int REFUSALS_PER_MINUTE = 100;

    private final Guard guard;
    private final AuditLog audit;
    private final @Nullable RateLimiter calls;
    private final RateLimiter refusals;

    AccessFilter(AccessSettings settings, Guard guard, AuditLog audit) {
        this.guard = guard;
        this.audit = audit;
        this.calls = settings.rateLimit() == 0 ? null : new RateLimiter(settings.rateLimit(), System::nanoTime);
        this.refusals = new RateLimiter(REFUSALS_PER_MINUTE, System::nanoTime);
    }

    /** Who is counted, apart from all others. */
    private record Client(Caller.Kind kind, String id) {
        /** For each call: what records get by themselves is slow without the optimizing compiler, which the agent does not use. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Client client && kind == client.kind && id.equals(client.id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @RequestFilter
    void admit(HttpRequest<?> request) {
        if (!RestChannel.carries(request)) {
            return;
        }
        Caller caller = caller(request);
        caller.attachTo(request);
        if (calls != null) {
            count(request, calls, new Client(caller.kind(), caller.id()));
        }
        if (!audit.hasRoom()) {
            throw RestException.unavailable(
                    "The audit log cannot be written, so that no call is accepted. The agent's own log tells why");
        }
    }

    private Caller caller(HttpRequest<?> request) {
        try {
            // Whatever cannot be read cannot prove anything either.
            RestChannel.requireReadable(request);
            return guard.admit(request);
        } catch (RestException refused) {
            InetAddress address = request.getRemoteAddress().getAddress();
            count(request, refusals, Addresses.client(address));
            throw refused;
        }
    }

    private static void count(HttpRequest<?> request, RateLimiter limiter, Object client) {
        RateLimiter.Standing standing = limiter.count(client);
        standing.attachTo(request);
        if (!standing.allowed()) {
            throw RestException.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Rate limit exceeded, retry in " + standing.resetSeconds() + " seconds");
        }
    }
}
