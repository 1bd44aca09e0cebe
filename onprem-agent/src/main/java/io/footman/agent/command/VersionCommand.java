package io.footman.agent.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(
        name = "version",
        description = "Prints the version.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        Objects.requireNonNull(command)
                .commandLine()
                .printVersionHelp(command.commandLine().getOut());
        return 0;
    }
}
