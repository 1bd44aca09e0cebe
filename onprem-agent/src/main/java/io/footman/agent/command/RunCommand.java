package io.footman.agent.command;

import io.footman.agent.corridor.Agent;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the agent until the process is asked to end. */
@Command(name = "run", description = "Runs the agent (the default).", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        return run(config);
    }

    static int run(ConfigOption config) throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Agent agent = Agent.open(config.open())) {
            // SIGTERM and Ctrl-C: the JVM ends only after messages on their way are recorded and the journal is closed.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                agent.close();
                                stopped.countDown();
                            },
                            "footman-stop"));
            agent.start();
            stopped.await();
        }
        return 0;
    }
}
