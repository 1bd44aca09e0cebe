package io.footman.gateway.http;

import io.footman.gateway.settings.GatewaySettings;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.http.server.netty.ssl.CertificateProvidedSslBuilder;
import io.micronaut.http.ssl.ServerSslConfiguration;
import io.micronaut.http.ssl.SslConfiguration;
import jakarta.inject.Singleton;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/** Gives the server its certificate from PEM files; Micronaut itself reads fewer kinds of keys. */
@Singleton
@Replaces(CertificateProvidedSslBuilder.class)
@Requires(property = "micronaut.server.ssl.enabled", value = "true")
final class PemServerSslBuilder extends CertificateProvidedSslBuilder {
    private final GatewaySettings settings;

    PemServerSslBuilder(
            HttpServerConfiguration server,
            ServerSslConfiguration ssl,
            ResourceResolver resources,
            GatewaySettings settings) {
        super(server, ssl, resources);
        this.settings = settings;
    }

    @Override
    protected KeyManagerFactory getKeyManagerFactory(SslConfiguration ssl) {
        return settings.server().identity().orElseThrow();
    }

    @Override
    protected Optional<KeyStore> getTrustStore(SslConfiguration ssl) {
        return Optional.empty();
    }
}
