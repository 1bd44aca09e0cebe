package io.footman.agent.config;

import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the configuration file: the only place that asks for the environment. */
public final class ConfigurationFile {
    private static final String VARIABLE = "FOOTMAN_CONFIG";
    private static final String DEFAULT = "footman.yml";

    private ConfigurationFile() {}

    /**
     * Opens the file named on the command line, else by the variable {@code FOOTMAN_CONFIG}, else {@code footman.yml} in
     * the working folder.
     *
     * @throws InvalidSettingsException when it is missing or is no YAML
     */
    public static SettingsFile open(Optional<Path> named) {
        Map<String, String> environment = System.getenv();
        Path file = named.orElseGet(() -> Path.of(environment.getOrDefault(VARIABLE, DEFAULT)));
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingsException(List.of(new Mistake(
                    file.toAbsolutePath().normalize().toString(),
                    "is not there",
                    "Write it, or name another file with --config or " + VARIABLE)));
        }
        return SettingsFile.load(file, environment);
    }
}
