package io.footman.agent.rest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who a client is by the certificate of its connection. That an authority of ours signed it and that it is no server's was
 * checked when the connection was made; that it is still good is checked again for each call.
 */
final class ClientCertificates {
    /** RFC 5280 §4.2.1.6: dNSName. */
    private static final int DNS_NAME = 2;

    private final Clock clock;

    /** Reading names costs more than the rest of a call, and a missing certificate is told by an exception. */
    private final Cache<SSLSession, Optional<Identity>> known =
            Caffeine.newBuilder().weakKeys().build();

    ClientCertificates(Clock clock) {
        this.clock = clock;
    }

    /**
     * What a certificate says.
     *
     * @param names the subject's common name first, then the alternative names
     * @param from when it begins to be good
     * @param until when it ends
     */
    record Identity(List<String> names, Instant from, Instant until) {
        boolean goodAt(Instant time) {
            return !time.isBefore(from) && !time.isAfter(until);
        }
    }

    /** The names of the client; empty when it has shown no certificate or one that has ended since. */
    List<String> names(SSLSession session) {
        return known.get(session, ClientCertificates::identity)
                .filter(identity -> identity.goodAt(clock.instant()))
                .map(Identity::names)
                .orElse(List.of());
    }

    private static Optional<Identity> identity(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? Optional.of(identity(certificate))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static Identity identity(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        commonName(certificate).ifPresent(names::add);
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(DNS_NAME)) {
                    names.add(String.valueOf(alternative.get(1)));
                }
            }
        } catch (CertificateParsingException e) {
            // What cannot be read names nobody.
            names.clear();
        }
        return new Identity(
                List.copyOf(names),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).getType().equalsIgnoreCase("CN")
                        && parts.get(i).getValue() instanceof String name) {
                    return Optional.of(name);
                }
            }
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
