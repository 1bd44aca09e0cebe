package io.footman.agent.command;

import io.footman.agent.corridor.Agent;
import io.footman.agent.rest.Scope;
import io.footman.agent.rest.access.AccessSettings;
import io.footman.agent.rest.access.ApiKey;
import io.footman.agent.rest.access.ApiKeyFile;
import io.footman.agent.rest.access.ApiKeyFileException;
import io.footman.agent.rest.access.Scopes;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Settings;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the keys of those who call the REST API. A running agent takes a change up within about a second. */
@Command(
        name = "api-keys",
        description = {
            "Creates, lists and revokes the keys of those who call the REST API.",
            "The agent may run meanwhile: it takes a change up within about a second."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | list | revoke)")
final class ApiKeysCommand {
    private static final String EXPIRES = "--expires";

    @Spec
    private @Nullable CommandSpec command;

    @Command(
            name = "create",
            description = "Makes a key and shows it, this once: only a digest of it is kept.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin ConfigOption config,
            @Option(names = "--name", required = true, description = "Who it is for, such as etl.") String name,
            @Option(
                            names = "--scopes",
                            required = true,
                            split = ",",
                            description = "What its holder may do, with commas between: info, files, tasks, messages,"
                                    + " keyvalues, schedules, apps; all for all of them.")
                    List<String> labels,
            @Option(names = EXPIRES, description = "How long it is good for, such as 90d; for ever without.") @Nullable
                    String expires) {
        Set<Scope> scopes = scopes(labels);
        Optional<Duration> lifetime = Optional.ofNullable(expires).map(this::duration);
        return onFile(config, (file, clock) -> {
            ApiKeyFile.Created created = file.create(name, scopes, lifetime, clock, new SecureRandom());
            PrintWriter out = config.out();
            out.println("Key " + describe(created.key(), clock.instant()));
            out.println(
                    "It is not shown again. The caller sends it as \"Authorization: Bearer …\", \"X-API-Key: …\" or as"
                            + " the password of a Basic login.");
            out.println(created.text().reveal());
            return 0;
        });
    }

    @Command(name = "list", description = "Lists the keys, without their text.", mixinStandardHelpOptions = true)
    int list(@Mixin ConfigOption config) {
        return onFile(config, (file, clock) -> {
            List<ApiKey> keys = file.read().list();
            keys.forEach(key -> config.out().println(describe(key, clock.instant())));
            config.out().println(keys.size() + (keys.size() == 1 ? " key in " : " keys in ") + file.path());
            return 0;
        });
    }

    @Command(
            name = "revoke",
            description = "Removes keys; they are refused from then on.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin ConfigOption config,
            @Parameters(arity = "1..*", paramLabel = "ID|NAME", description = "Ids or names as shown by list.")
                    List<String> keys) {
        return onFile(config, (file, clock) -> {
            int unknown = 0;
            for (String key : keys) {
                boolean revoked = file.revoke(key);
                config.out().println(key + (revoked ? "  is revoked" : "  is no key"));
                unknown += revoked ? 0 : 1;
            }
            return unknown == 0 ? 0 : Complaint.FAILED;
        });
    }

    private int onFile(ConfigOption config, BiFunction<ApiKeyFile, Clock, Integer> work) {
        try (Agent agent = Agent.open(config.open())) {
            ApiKeyFile file = agent.find(AccessSettings.class)
                    .flatMap(AccessSettings::apiKeys)
                    .map(ApiKeyFile::new)
                    .orElseThrow(() -> new InvalidSettingsException(List.of(new Mistake(
                            "footman.rest.access.api-keys",
                            "is missing",
                            "Name the file that keys are kept in, such as data/api-keys.json"))));
            int exitCode = work.apply(file, agent.part(Clock.class));
            config.out().flush();
            return exitCode;
        } catch (ApiKeyFileException | IllegalArgumentException e) {
            PrintWriter err = commandLine().getErr();
            err.println(e.getMessage());
            err.flush();
            return Complaint.FAILED;
        }
    }

    private static String describe(ApiKey key, Instant now) {
        String end = key.expires()
                .map(time -> (key.expired(now) ? "expired " : "expires ") + time)
                .orElse("never expires");
        return String.join("  ", key.name(), key.id(), Scopes.labels(key.scopes()), "created " + key.created(), end);
    }

    private Set<Scope> scopes(List<String> labels) {
        try {
            return Scopes.parse(labels);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    commandLine(),
                    "--scopes holds " + e.getMessage() + ", which is no scope. Choose from " + Scopes.known());
        }
    }

    /** Written as durations are in the configuration. */
    private Duration duration(String text) {
        Settings arguments = Settings.of("", Map.of(EXPIRES, text));
        Duration duration = arguments.duration(EXPIRES, Duration.ZERO);
        if (!arguments.mistakes().isEmpty() || duration.isZero()) {
            throw new ParameterException(
                    commandLine(), EXPIRES + " is not a duration. Give a number with a unit, such as 12h or 90d");
        }
        return duration;
    }

    private picocli.CommandLine commandLine() {
        return Objects.requireNonNull(command).commandLine();
    }
}
