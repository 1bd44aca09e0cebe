package io.footman.gateway;

import io.footman.gateway.settings.GatewaySettings;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The gateway as a server: {@code java -jar cloud-gateway.jar [--config FILE]}. */
public final class GatewayApplication {
    private static final int BAD_CONFIGURATION = 2;

    /**
     * From Java 25 on Netty frees only buffers of its own, unless told otherwise. The embedded broker has others freed
     * when it reads its journal, and would not start a second time.
     */
    private static final String FREE_ALL_BUFFERS = "io.netty.noUnsafe";

    private GatewayApplication() {}

    /** Runs until it is told to stop; exits with 2 and every mistake when the configuration is wrong. */
    public static void main(String[] arguments) throws InterruptedException {
        if (System.getProperty(FREE_ALL_BUFFERS) == null) {
            System.setProperty(FREE_ALL_BUFFERS, "false");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Gateway gateway = start(List.of(arguments), System.getenv());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                gateway.close();
                                stopped.countDown();
                            },
                            "gateway-shutdown"));
        } catch (InvalidSettingsException e) {
            e.mistakes().forEach(mistake -> System.err.println(mistake));
            System.exit(BAD_CONFIGURATION);
        }
        stopped.await();
    }

    /**
     * Starts with the arguments of the command line.
     *
     * @throws InvalidSettingsException when the configuration is wrong or a port is taken
     */
    static Gateway start(List<String> arguments, Map<String, String> environment) {
        return Gateway.start(GatewaySettings.load(file(arguments), environment));
    }

    private static @Nullable Path file(List<String> arguments) {
        if (arguments.isEmpty()) {
            return null;
        }
        if (arguments.size() == 2 && arguments.get(0).equals("--config")) {
            return Path.of(arguments.get(1));
        }
        throw new InvalidSettingsException(List.of(
                new Mistake("command line", "is not understood", "Use: java -jar cloud-gateway.jar [--config FILE]")));
    }
}
