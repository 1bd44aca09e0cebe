package io.footman.agent.rest.access;

import io.footman.agent.net.AllowList;
import io.footman.agent.rest.Caller;
import io.footman.agent.rest.RestException;
import io.footman.agent.rest.Scope;
import io.footman.model.settings.Secret;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.net.InetAddress;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who calls. What is presented and wrong is refused, also where another way would have let the caller in. */
final class Guard {
    private static final Set<Scope> EVERYTHING = Set.copyOf(EnumSet.allOf(Scope.class));

    private final AccessSettings settings;
    private final @Nullable AllowList allowed;
    private final List<KeylessList> keyless;
    private final @Nullable KeyRing keys;
    private final Browsers browsers;
    private final ClientCertificates certificates;
    private final Clock clock;

    /** Addresses that need no proof, with their names resolved. */
    record KeylessList(AllowList from, Set<Scope> scopes) {}

    Guard(
            AccessSettings settings,
            @Nullable AllowList allowed,
            List<KeylessList> keyless,
            @Nullable KeyRing keys,
            Browsers browsers,
            Clock clock) {
        this.settings = settings;
        this.allowed = allowed;
        this.keyless = List.copyOf(keyless);
        this.keys = keys;
        this.browsers = browsers;
        this.certificates = new ClientCertificates(clock);
        this.clock = clock;
    }

    /** @throws RestException 401 or 403 for those who may not call at all */
    Caller admit(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        if (allowed != null && !allowed.allows(address)) {
            throw RestException.forbidden("Calls from " + address.getHostAddress()
                    + " are refused: footman.rest.access.allowed-addresses does not name it");
        }
        browsers.check(request);
        Optional<Secret> presented = keys == null ? Optional.empty() : Credentials.presented(request.getHeaders());
        if (keys != null && presented.isPresent()) {
            return byKey(keys, presented.get());
        }
        return byCertificate(request)
                .filter(caller -> !caller.scopes().isEmpty())
                .or(() -> byAddress(address))
                .or(() -> byCertificate(request))
                .orElseThrow(this::unknown);
    }

    private Caller byKey(KeyRing ring, Secret presented) {
        ApiKey key = ring.find(presented)
                .orElseThrow(() ->
                        unauthorized("The API key is not known. Check that it is sent whole and was not revoked"));
        if (key.expired(clock.instant())) {
            throw unauthorized("The API key " + key.name() + " has expired. Ask for a new one");
        }
        return new Caller(Caller.Kind.API_KEY, key.id(), key.name(), key.scopes());
    }

    private Optional<Caller> byCertificate(HttpRequest<?> request) {
        return settings.certificates()
                .flatMap(access -> request.getSslSession()
                        .map(certificates::names)
                        .filter(names -> !names.isEmpty())
                        .map(names ->
                                new Caller(Caller.Kind.CERTIFICATE, names.get(0), names.get(0), access.scopes(names))));
    }

    private Optional<Caller> byAddress(InetAddress address) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (KeylessList list : keyless) {
            if (list.from().allows(address)) {
                scopes.addAll(list.scopes());
            }
        }
        if (keyless.isEmpty() && !settings.asksForProof()) {
            scopes.addAll(EVERYTHING);
        }
        String text = address.getHostAddress();
        return scopes.isEmpty() ? Optional.empty() : Optional.of(new Caller(Caller.Kind.ADDRESS, text, text, scopes));
    }

    private RestException unknown() {
        if (settings.apiKeys().isPresent()) {
            return unauthorized(
                    "An API key is missing. Send it as \"Authorization: Bearer …\", \"X-API-Key: …\" or as the"
                            + " password of a Basic login");
        }
        return settings.asksForProof()
                ? unauthorized(
                        "A client certificate is missing. Connect with one that the authority of this server signed")
                : RestException.forbidden("This address may not call: footman.rest.access.keyless does not name it");
    }

    private static RestException unauthorized(String message) {
        return RestException.of(HttpStatus.UNAUTHORIZED, message);
    }
}
