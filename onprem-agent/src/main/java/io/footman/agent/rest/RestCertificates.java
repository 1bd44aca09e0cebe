package io.footman.agent.rest;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.CertificateProvider;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Hands the server its certificates in the form that it takes. Made only if it speaks HTTPS. */
@Factory
@Requires(property = "entrance.rest")
final class RestCertificates {
    /** Name of the server's own certificate and key. */
    static final String IDENTITY = "footman-rest-identity";

    /** Name of those that sign the certificates of callers. */
    static final String AUTHORITIES = "footman-rest-authorities";

    @Singleton
    @Named(IDENTITY)
    CertificateProvider identity(RestSettings settings) {
        return new Fixed(IDENTITY, settings.identity().orElseThrow());
    }

    @Singleton
    @Named(AUTHORITIES)
    CertificateProvider authorities(ClientAuthorities authorities) {
        return new Fixed(AUTHORITIES, store(authorities));
    }

    private static KeyStore store(ClientAuthorities authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : authorities.trusted()) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A key store in memory takes certificates", e);
        }
    }

    /** Certificates that stay as they are until the agent is started anew. */
    private record Fixed(String name, KeyStore store) implements CertificateProvider {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public Publisher<KeyStore> getKeyStore() {
            return Mono.just(store);
        }
    }
}
