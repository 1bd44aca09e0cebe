package io.footman.agent.command;

import io.footman.agent.corridor.Agent;
import io.footman.agent.journal.DeadLetter;
import io.footman.agent.journal.Journal;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks after what was given up. With a journal file the agent must not run at the same time. */
@Command(
        name = "dead-letters",
        description = {
            "Lists deliveries that were given up and events that cannot be read, and makes them due again.",
            "With a journal file, stop the agent first: the file belongs to one process."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | replay)")
final class DeadLettersCommand {
    private static final String NO_DESTINATION = "(event)";

    @Command(name = "list", description = "Lists dead letters, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ConfigOption config,
            @Option(names = "--most", defaultValue = "100", description = "How many at most (100).") int most) {
        try (Agent agent = Agent.open(config.open())) {
            PrintWriter out = config.out();
            List<DeadLetter> letters = agent.part(Journal.class).deadLetters(most);
            for (DeadLetter letter : letters) {
                out.println(String.join(
                        "  ",
                        letter.key(),
                        letter.diedAt().toString(),
                        letter.destination().isEmpty() ? NO_DESTINATION : letter.destination(),
                        letter.reason().label(),
                        letter.detail()));
            }
            out.println(letters.size() + (letters.size() == 1 ? " dead letter" : " dead letters"));
            out.flush();
        }
        return 0;
    }

    @Command(name = "replay", description = "Makes dead letters due again.", mixinStandardHelpOptions = true)
    int replay(
            @Mixin ConfigOption config,
            @Parameters(arity = "1..*", paramLabel = "KEY", description = "Keys as shown by list.") List<String> keys) {
        int unknown = 0;
        try (Agent agent = Agent.open(config.open())) {
            Journal journal = agent.part(Journal.class);
            for (String key : keys) {
                boolean replayed = journal.replay(key).toCompletableFuture().join();
                config.out().println(key + (replayed ? "  is due again" : "  is not a dead letter"));
                unknown += replayed ? 0 : 1;
            }
            config.out().flush();
        }
        return unknown == 0 ? 0 : Complaint.FAILED;
    }
}
