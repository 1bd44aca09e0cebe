package io.footman.agent.rest;

import io.footman.agent.intake.Door;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.http.server.netty.NettyEmbeddedServerFactory;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that load scripts call: a second one beside that for health and metrics, with an address, certificates and
 * rules of its own. Both share the routes; {@link RestFilter} keeps them apart.
 */
@Singleton
@Requires(property = "entrance.rest")
public final class RestServer implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);

    /** Micronaut's word for any free port. */
    private static final int ANY_PORT = -1;

    private final RestSettings settings;
    private final RestTls tls;
    private final NettyEmbeddedServerFactory servers;
    private final ApplicationConfiguration application;
    private volatile @Nullable NettyEmbeddedServer server;

    RestServer(
            RestSettings settings,
            RestTls tls,
            NettyEmbeddedServerFactory servers,
            ApplicationConfiguration application) {
        this.settings = settings;
        this.tls = tls;
        this.servers = servers;
        this.application = application;
    }

    @Override
    public void start() {
        NettyEmbeddedServer built =
                servers.build(configuration(), tls.configuration(wantedPort()).orElse(null));
        built.register(new RestChannel());
        try {
            built.start();
        } catch (ServerStartupException e) {
            throw unusable(e);
        }
        server = built;
        LOG.info(
                "event=rest-started address={}://{}:{} endpoints={}",
                settings.identity().isPresent() ? "https" : "http",
                settings.host(),
                built.getPort(),
                settings.endpoints().size());
    }

    private NettyHttpServerConfiguration configuration() {
        NettyHttpServerConfiguration configuration = new NettyHttpServerConfiguration(application);
        configuration.setHost(settings.host());
        configuration.setPort(wantedPort());
        configuration.setMaxRequestSize(Limits.BODY);
        configuration.setMaxRequestBufferSize(Limits.BODY);
        configuration.setMaxInitialLineLength(Limits.REQUEST_LINE);
        configuration.setMaxHeaderSize(Limits.HEADERS);
        configuration.setRequestDecompressionEnabled(false);
        // As for Butler, a semicolon in a query is a character like any other and ends nothing.
        configuration.setSemicolonIsNormalChar(true);
        // SlowRequests closes idle connections instead: it lets a call wait for its answer as long as it likes.
        configuration.setIdleTimeout(Duration.ofSeconds(-1));
        return configuration;
    }

    private int wantedPort() {
        return settings.port() == 0 ? ANY_PORT : settings.port();
    }

    /** The port that is listened on. */
    public int port() {
        NettyEmbeddedServer started = server;
        if (started == null) {
            throw new IllegalStateException("The server of the REST API is not started");
        }
        return started.getPort();
    }

    @Override
    public void close() {
        NettyEmbeddedServer started = server;
        server = null;
        if (started != null) {
            started.stop();
        }
    }

    private InvalidSettingsException unusable(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        Mistake mistake = cause instanceof BindException
                ? new Mistake(
                        "footman.rest.port",
                        settings.host() + ":" + settings.port() + " cannot be listened on: " + cause.getMessage(),
                        "Stop the program that uses the port, or choose another address or port")
                : new Mistake(
                        "footman.rest.host",
                        "\"" + settings.host() + "\" cannot be listened on: "
                                + cause.getClass().getSimpleName(),
                        "Give an address of this machine, or 0.0.0.0 for all of them");
        return new InvalidSettingsException(List.of(mistake));
    }
}
