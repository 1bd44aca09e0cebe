package io.footman.agent.http;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How an encrypted connection is made to one system: section {@code tls} of a destination or of the mail server.
 *
 * @param rejectUnauthorized whether the other side must prove who it is; false accepts any certificate
 * @param trust the only certificates trusted; empty means those of the JVM
 * @param identity the client certificate, if configured
 */
public record TlsSettings(
        boolean rejectUnauthorized, Optional<TrustManagerFactory> trust, Optional<KeyManagerFactory> identity) {
    /** Certificates of the JVM, everything checked. */
    public static final TlsSettings DEFAULT = new TlsSettings(true, Optional.empty(), Optional.empty());

    /** Reads the section; mistakes are collected there. With {@code enable: false} its other keys have no effect. */
    public static TlsSettings read(Settings section) {
        Optional<Path> authority = section.optionalFile("certificate-authority");
        Optional<Path> certificate = section.optionalFile("client-certificate");
        Optional<Path> key = section.optionalFile("client-key");
        Optional<Secret> keyPassword = section.optionalSecret("client-key-password");
        if (section.has("client-certificate") != section.has("client-key")) {
            section.mistake(
                    section.has("client-key") ? "client-certificate" : "client-key",
                    "is missing",
                    "A client certificate and its key are only of use together");
        }
        boolean enable = section.flag("enable", true);
        TlsSettings own = new TlsSettings(
                section.flag("reject-unauthorized", true),
                authority.flatMap(file -> usable(section, "certificate-authority", () -> Pem.trust(file))),
                certificate.flatMap(file -> key.flatMap(keyFile ->
                        usable(section, "client-certificate", () -> Pem.identity(file, keyFile, keyPassword)))));
        return enable ? own : DEFAULT;
    }

    /**
     * The TLS context for these settings.
     *
     * @throws IllegalStateException when the JVM offers no TLS
     */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity.map(KeyManagerFactory::getKeyManagers).orElse(new KeyManager[0]),
                    trustManagers(),
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make encrypted connections", e);
        }
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException {
        if (!rejectUnauthorized) {
            return new TrustManager[] {new TrustAnyone()};
        }
        if (trust.isPresent()) {
            return trust.get().getTrustManagers();
        }
        TrustManagerFactory ofTheJvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        ofTheJvm.init((java.security.KeyStore) null);
        return ofTheJvm.getTrustManagers();
    }

    private static <T> Optional<T> usable(Settings section, String key, Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (PemException e) {
            section.mistake(key, "cannot be used: " + e.getMessage(), "Give a PEM file");
            return Optional.empty();
        }
    }
}
