package io.footman.agent.command;

import io.footman.agent.config.ConfigurationFile;
import io.footman.model.settings.SettingsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common: the configuration file and the screen. */
final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file; else FOOTMAN_CONFIG names it, else it is ./footman.yml.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Where the command prints to. */
    PrintWriter out() {
        return Objects.requireNonNull(command).commandLine().getOut();
    }

    SettingsFile open() {
        return ConfigurationFile.open(Optional.ofNullable(file));
    }
}
