package io.footman.agent.command;

import io.footman.agent.config.AgentSettings;
import io.footman.agent.corridor.Agent;
import io.footman.agent.qlik.repository.SenseSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Judges the configuration without opening the journal, a port or a connection. */
@Command(
        name = "check",
        description = "Checks the configuration; prints every mistake with its key and a remedy.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        try (Agent agent = Agent.open(config.open())) {
            print(agent.settings(), config.out());
            printSite(agent.part(SenseSettings.class), config.out());
        }
        return 0;
    }

    private static void print(AgentSettings settings, PrintWriter out) {
        out.println("The configuration is good.");
        settings.destinations().forEach(destination -> {
            out.print("  destination " + destination.name() + " (" + destination.type() + ")");
            destination.optInTag().ifPresent(tag -> out.print(", only what carries the tag \"" + tag + "\""));
            destination.fallback().ifPresent(fallback -> out.print(", falls back to " + fallback));
            out.println();
        });
        settings.rules()
                .forEach(rule -> out.println("  rule \"" + rule.name() + "\" tells " + String.join(", ", rule.to())));
        settings.warnings().forEach(warning -> out.println("  warning: " + warning));
        out.flush();
    }

    private static void printSite(SenseSettings site, PrintWriter out) {
        site.repository()
                .ifPresent(repository -> out.println("  qlik-sense \"" + site.name() + "\" is asked at "
                        + repository.address() + " as " + repository.user() + "; the client certificate is good until "
                        + repository.certificates().expires()));
        out.flush();
    }
}
