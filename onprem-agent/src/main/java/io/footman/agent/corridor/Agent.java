package io.footman.agent.corridor;

import io.footman.agent.config.AgentSettings;
import io.footman.agent.config.Entrances;
import io.footman.agent.config.ServerSettings;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.SettingsFile;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent in this JVM: opened, started, closed. */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    /** Micronaut's word for any free port. */
    private static final int ANY_PORT = -1;

    private final ApplicationContext context;
    private final AgentSettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Corridor corridor;

    private Agent(ApplicationContext context, AgentSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Reads and judges the configuration. Opens no file, no port and no connection yet.
     *
     * @throws InvalidSettingsException with every mistake
     */
    public static Agent open(SettingsFile file) {
        // The server reads its address when the context is built, before the configuration can be judged as a whole.
        ServerSettings address = ServerSettings.read(file.root().section("server"));
        Map<String, Object> properties =
                new LinkedHashMap<>(Entrances.read(file.root()).properties());
        properties.put("micronaut.server.host", address.host());
        properties.put("micronaut.server.port", address.port() == 0 ? ANY_PORT : address.port());
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties)
                .singletons(file)
                .build();
        try {
            context.start();
            return new Agent(context, context.getBean(AgentSettings.class));
        } catch (RuntimeException e) {
            context.close();
            throw reason(e, InvalidSettingsException.class)
                    .<RuntimeException>map(found -> found)
                    .orElse(e);
        }
    }

    public AgentSettings settings() {
        return settings;
    }

    /** Whether the configuration asks for a part. */
    public boolean has(Class<?> type) {
        return context.containsBean(type);
    }

    /** A part of this agent, for commands that work on its journal without starting it. */
    public <T> T part(Class<T> type) {
        try {
            return context.getBean(type);
        } catch (BeanContextException e) {
            throw reason(e, InvalidSettingsException.class)
                    .<RuntimeException>map(found -> found)
                    .orElse(e);
        }
    }

    /** As {@link #part}, for parts that are there only if the configuration has their section. */
    public <T> Optional<T> find(Class<T> type) {
        return context.findBean(type);
    }

    /**
     * Opens the journal, serves health and metrics, takes up what the journal holds and lets events in.
     *
     * @throws InvalidSettingsException when the journal cannot be opened or the port is taken
     */
    public void start() {
        Corridor opened = part(Corridor.class);
        corridor = opened;
        serve();
        opened.start();
        settings.warnings().forEach(warning -> LOG.warn("event=configuration-warning detail=\"{}\"", warning));
        LOG.info(
                "event=agent-started address=http://{}:{} destinations={} rules={}",
                settings.server().host(),
                port(),
                settings.destinations().size(),
                settings.rules().size());
    }

    /** The port that health and metrics are served on. */
    public int port() {
        return context.getBean(EmbeddedServer.class).getPort();
    }

    /** Ends in an orderly way: messages on their way are recorded before the journal is closed. Does nothing twice. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Corridor started = corridor;
            if (started != null) {
                started.stop();
            }
            context.close();
            if (started != null) {
                LOG.info("event=agent-stopped");
            }
        }
    }

    private void serve() {
        try {
            context.getBean(EmbeddedServer.class).start();
        } catch (ServerStartupException e) {
            ServerSettings server = settings.server();
            throw reason(e, BindException.class)
                    .<RuntimeException>map(bind -> new InvalidSettingsException(List.of(new Mistake(
                            "footman.server.port",
                            server.host() + ":" + server.port() + " cannot be listened on: " + bind.getMessage(),
                            "Stop the program that uses the port, or choose another address or port"))))
                    .orElse(e);
        }
    }

    private static <T extends Throwable> Optional<T> reason(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause).map(type::cast);
    }
}
