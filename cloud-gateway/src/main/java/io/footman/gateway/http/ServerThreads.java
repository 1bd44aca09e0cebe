package io.footman.gateway.http;

import io.footman.gateway.mqtt.SharedThreads;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;

/** Lends the server's event loops to the broker connection. */
@Singleton
@Requires(classes = EventLoopGroupRegistry.class)
@Requires(beans = EventLoopGroupRegistry.class)
final class ServerThreads implements SharedThreads {
    private final EventLoopGroupRegistry registry;

    ServerThreads(EventLoopGroupRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Executor executor() {
        return registry.getDefaultEventLoopGroup();
    }
}
