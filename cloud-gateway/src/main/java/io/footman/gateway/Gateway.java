package io.footman.gateway;

import io.footman.gateway.broker.EmbeddedBroker;
import io.footman.gateway.mqtt.OwnBroker;
import io.footman.gateway.settings.GatewaySettings;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: the HTTP server, the connection to the broker, and in DMZ mode the broker itself. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final @Nullable EmbeddedBroker broker;

    private Gateway(ApplicationContext context, EmbeddedServer server, @Nullable EmbeddedBroker broker) {
        this.context = context;
        this.server = server;
        this.broker = broker;
    }

    /**
     * Starts everything; returns when requests are accepted.
     *
     * @throws InvalidSettingsException when a port is taken, naming port and key
     */
    public static Gateway start(GatewaySettings settings) {
        EmbeddedBroker broker = settings.broker().map(EmbeddedBroker::start).orElse(null);
        ApplicationContext context = null;
        try {
            context = GatewayContext.prepare(
                            ApplicationContext.builder(), settings, broker == null ? OwnBroker.none() : broker)
                    .start();
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            LOG.info("gateway=started url={} name={}", server.getURI(), settings.name());
            return new Gateway(context, server, broker);
        } catch (RuntimeException e) {
            closeAll(context, broker);
            throw understandable(settings, e);
        }
    }

    /** Where the server listens. */
    public URI uri() {
        return server.getURI();
    }

    @Override
    public void close() {
        closeAll(context, broker);
    }

    private static void closeAll(@Nullable ApplicationContext context, @Nullable EmbeddedBroker broker) {
        if (context != null) {
            context.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static RuntimeException understandable(GatewaySettings settings, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new InvalidSettingsException(List.of(new Mistake(
                        "footman.server.port",
                        settings.server().port() + " cannot be listened on at "
                                + settings.server().host(),
                        "Another program may use it: stop it or choose another port")));
            }
        }
        return failure;
    }
}
