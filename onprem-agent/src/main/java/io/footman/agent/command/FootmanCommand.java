package io.footman.agent.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line as a whole; without a sub-command it runs the agent. */
@Command(
        name = "footman",
        description = "Tells people what happened in Qlik Sense.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            VersionCommand.class,
            DeadLettersCommand.class,
            ApiKeysCommand.class,
            SchedulesCommand.class
        })
public final class FootmanCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    /** Executes the command line and returns the exit code. */
    public static int execute(String... arguments) {
        return new CommandLine(new FootmanCommand())
                .setExecutionExceptionHandler(new Complaint())
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        return RunCommand.run(config);
    }
}
