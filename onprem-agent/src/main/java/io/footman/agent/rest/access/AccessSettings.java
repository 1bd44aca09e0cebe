package io.footman.agent.rest.access;

import io.footman.agent.net.AllowedAddresses;
import io.footman.agent.rest.RestPart;
import io.footman.agent.rest.RestSettings;
import io.footman.model.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call: section {@code footman.rest.access}, with the limits and the audit file that stand beside it.
 *
 * @param allowed from where calls may come; empty when they may come from everywhere
 * @param apiKeys file of the keys that callers present
 * @param certificates certificates that callers present
 * @param keyless addresses that need neither
 * @param loopbackOnly whether the server listens to this machine alone
 * @param encrypted whether the server speaks HTTPS
 * @param rateLimit calls per minute and caller; 0 is no limit
 * @param auditFile where each call is noted
 */
public record AccessSettings(
        Optional<AllowedAddresses> allowed,
        Optional<Path> apiKeys,
        Optional<CertificateAccess> certificates,
        List<Keyless> keyless,
        boolean loopbackOnly,
        boolean encrypted,
        int rateLimit,
        Path auditFile)
        implements RestPart {
    /** Calls per minute: a script in a loop stays below, a runaway is stopped. */
    static final int RATE_LIMIT = 1_000;

    static final String AUDIT_FILE = "logs/audit.log";
    static final String API_KEYS = "api-keys";
    private static final int HIGHEST_RATE = 10_000_000;

    public AccessSettings {
        keyless = List.copyOf(keyless);
    }

    /** Reads the section; mistakes are collected there. */
    public static AccessSettings read(Settings footman, RestSettings server) {
        Settings rest = footman.section(RestSettings.NAME);
        Settings access = rest.section(RestSettings.ACCESS);
        boolean encrypted = server.identity().isPresent();
        AccessSettings settings = new AccessSettings(
                addresses(access),
                access.optionalPath(API_KEYS),
                access.has("client-certificates")
                        ? Optional.of(CertificateAccess.read(access.section("client-certificates"), encrypted))
                        : Optional.empty(),
                access.sections("keyless").stream().map(Keyless::read).toList(),
                RestSettings.isLoopback(server.host()),
                encrypted,
                rest.number("rate-limit", RATE_LIMIT, 0, HIGHEST_RATE),
                rest.path("audit-file", AUDIT_FILE));
        if (rest.has(RestSettings.ACCESS) && settings.open()) {
            access.mistake(
                    API_KEYS,
                    "is missing, and so are the other ways to let callers in",
                    "Give api-keys, client-certificates or allowed-addresses, or remove the section access");
        }
        return settings;
    }

    /** Whether nothing is asked of callers, who are on this machine then. */
    boolean open() {
        return allowed.isEmpty() && !asksForProof() && keyless.isEmpty();
    }

    /** Whether callers must show who they are, by a key or a certificate. */
    boolean asksForProof() {
        return apiKeys.isPresent() || certificates.isPresent();
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (open()) {
            warnings.add(
                    "footman.rest.access is missing: the REST API is open to this machine alone, and each program here"
                            + " may do everything that is enabled");
        }
        if (apiKeys.isPresent() && !encrypted && !loopbackOnly) {
            warnings.add("footman.rest.certificate is missing: API keys travel readable over the network");
        }
        return warnings;
    }

    private static Optional<AllowedAddresses> addresses(Settings access) {
        String key = "allowed-addresses";
        if (!access.has(key)) {
            return Optional.empty();
        }
        if (access.texts(key, List.of()).isEmpty()) {
            access.mistake(key, "names nobody who may call", "Name addresses, networks or host names, or remove it");
        }
        return Optional.of(AllowedAddresses.read(access, key, List.of()));
    }
}
