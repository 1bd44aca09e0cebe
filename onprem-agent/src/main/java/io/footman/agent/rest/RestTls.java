package io.footman.agent.rest;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.ClientAuthentication;
import io.micronaut.http.ssl.ServerSslConfiguration;
import jakarta.inject.Singleton;
import java.util.Optional;

/** How the server speaks HTTPS, if it does. */
@Singleton
@Requires(property = "entrance.rest")
final class RestTls {
    /** Older versions are broken (RFC 8996). */
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final RestSettings settings;
    private final ClientAuthorities authorities;

    RestTls(RestSettings settings, ClientAuthorities authorities) {
        this.settings = settings;
        this.authorities = authorities;
    }

    /**
     * What a server at this port needs to know; empty when it speaks plain HTTP.
     *
     * @param port as Micronaut counts them
     */
    Optional<ServerSslConfiguration> configuration(int port) {
        return settings.identity().map(identity -> {
            ServerSslConfiguration configuration = new ServerSslConfiguration();
            configuration.setEnabled(true);
            configuration.setBuildSelfSigned(false);
            configuration.setPort(port);
            configuration.setProtocols(VERSIONS);
            configuration.setKeyName(RestCertificates.IDENTITY);
            // The identity's store has an empty password, see RestSettings.
            configuration.getKeyStore().setPassword("");
            if (!authorities.trusted().isEmpty()) {
                configuration.setTrustName(RestCertificates.AUTHORITIES);
                configuration.setClientAuthentication(ClientAuthentication.WANT);
            }
            return configuration;
        });
    }
}
