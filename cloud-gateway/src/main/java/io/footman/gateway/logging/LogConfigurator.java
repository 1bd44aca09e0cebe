package io.footman.gateway.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One line per happening on standard output. In code, because parsing an XML file takes a third of the start time. A file
 * named with {@code -Dlogback.configurationFile} wins. Found as a service.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /** Environment variable for the level of everything; default INFO. */
    static final String LEVEL_VARIABLE = "FOOTMAN_LOG_LEVEL";

    /** Environment variable for the one line per request; WARN turns it off. */
    static final String REQUEST_LEVEL_VARIABLE = "FOOTMAN_REQUEST_LOG_LEVEL";

    private static final String FILE_PROPERTY = "logback.configurationFile";
    private static final String PATTERN = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %logger{0} %msg%n";
    private static final int QUEUE = 16_384;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(FILE_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(System.getenv(LEVEL_VARIABLE), Level.INFO));
        root.addAppender(asynchronous(context));
        context.getLogger("io.footman.gateway.request").setLevel(level(System.getenv(REQUEST_LEVEL_VARIABLE), null));
        context.getLogger("org.apache.activemq").setLevel(Level.WARN);
        context.getLogger("io.micronaut").setLevel(Level.WARN);
        // It only repeats that a port is taken; Gateway says it in one line with the key.
        context.getLogger("io.micronaut.http.server.netty.NettyHttpServer").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** A slow console must not slow down requests; under a flood INFO lines are dropped before warnings are. */
    private static AsyncAppender asynchronous(LoggerContext context) {
        AsyncAppender asynchronous = new AsyncAppender();
        asynchronous.setContext(context);
        asynchronous.setName("ASYNC");
        asynchronous.setQueueSize(QUEUE);
        asynchronous.setNeverBlock(true);
        asynchronous.addAppender(console(context, asynchronous::getNumberOfElementsInQueue));
        asynchronous.start();
        return asynchronous;
    }

    private static StandardOutputAppender console(LoggerContext context, IntSupplier waiting) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        StandardOutputAppender console = new StandardOutputAppender(waiting);
        console.setContext(context);
        console.setName("CONSOLE");
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    private static @Nullable Level level(@Nullable String name, @Nullable Level defaultLevel) {
        return name == null ? defaultLevel : Level.toLevel(name, defaultLevel);
    }
}
