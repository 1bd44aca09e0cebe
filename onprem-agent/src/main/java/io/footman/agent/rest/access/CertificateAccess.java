package io.footman.agent.rest.access;

import io.footman.agent.rest.Scope;
import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is let in by a client certificate.
 *
 * @param authorities that signed the certificates; nothing else is trusted
 * @param scopes by the name in the certificate in lower case; {@value #ANYONE} is for those that are not named
 */
public record CertificateAccess(List<X509Certificate> authorities, Map<String, Set<Scope>> scopes) {
    private static final String ANYONE = "*";

    public CertificateAccess {
        authorities = List.copyOf(authorities);
        scopes = Map.copyOf(scopes);
    }

    static CertificateAccess read(Settings section, boolean encrypted) {
        if (!encrypted) {
            section.mistake(
                    "authority",
                    "is of no use without HTTPS",
                    "Give the server's own certificate and key in footman.rest.certificate and footman.rest.key");
        }
        Settings names = section.section("scopes");
        Map<String, Set<Scope>> scopes = new TreeMap<>();
        for (String name : names.names()) {
            if (name.contains(ANYONE) && !name.equals(ANYONE)) {
                names.mistake(name, "is not a whole name", "Write the full name, or \"*\" for all that are not named");
            }
            scopes.put(name.toLowerCase(Locale.ROOT), Scopes.read(names, name));
        }
        if (scopes.isEmpty()) {
            section.mistake("scopes", "is missing", "Say who may do what: { \"sense1.example.com\": [files, tasks] }");
        }
        return new CertificateAccess(authorities(section), scopes);
    }

    /** What the holder of a certificate with these names may do; nothing when it is not known. */
    Set<Scope> scopes(List<String> names) {
        Set<Scope> found = EnumSet.noneOf(Scope.class);
        boolean named = false;
        for (String name : names) {
            Set<Scope> ofName = name.equals(ANYONE) ? null : scopes.get(name.toLowerCase(Locale.ROOT));
            if (ofName != null) {
                named = true;
                found.addAll(ofName);
            }
        }
        return named ? found : scopes.getOrDefault(ANYONE, Set.of());
    }

    private static List<X509Certificate> authorities(Settings section) {
        section.requiredText("authority", "Give the PEM file of the authority that signs the clients' certificates");
        try {
            return section.optionalFile("authority").map(Pem::certificates).orElse(List.of());
        } catch (PemException e) {
            section.mistake("authority", "cannot be used: " + e.getMessage(), "Give a PEM file of certificates");
            return List.of();
        }
    }
}
