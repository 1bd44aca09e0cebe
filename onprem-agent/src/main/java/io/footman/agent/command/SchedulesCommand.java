package io.footman.agent.command;

import io.footman.agent.corridor.Agent;
import io.footman.agent.schedule.ScheduleImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes over the schedules of a predecessor. With a journal file the agent must not run at the same time. */
@Command(
        name = "schedules",
        description = {
            "Imports the schedules of Butler.",
            "With a journal file, stop the agent first: the file belongs to one process."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(import)")
final class SchedulesCommand {
    @Command(
            name = "import",
            description = {
                "Imports Butler's schedule.yaml. Schedules that are there already stay as they are.",
                "Ends with 1 when an entry could not be imported; the others are."
            },
            mixinStandardHelpOptions = true)
    int importSchedules(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "FILE", description = "Butler's schedule.yaml.") Path file)
            throws IOException {
        PrintWriter out = config.out();
        try (Agent agent = Agent.open(config.open())) {
            if (!agent.has(ScheduleImport.class)) {
                out.println("footman.rest is missing: schedules belong to the REST API. Add the section first");
                out.flush();
                return Complaint.FAILED;
            }
            ScheduleImport.Outcome outcome = agent.part(ScheduleImport.class).run(Files.readString(file));
            outcome.imported().forEach(told -> out.println("imported  " + told));
            outcome.present().forEach(told -> out.println("is there  " + told));
            outcome.refused().forEach(told -> out.println("refused   " + told));
            out.println(outcome.imported().size() + " imported, "
                    + outcome.present().size() + " were there, "
                    + outcome.refused().size() + " refused");
            out.flush();
            return outcome.refused().isEmpty() ? 0 : Complaint.FAILED;
        } catch (IllegalArgumentException e) {
            out.println(file + ": " + e.getMessage());
            out.flush();
            return Complaint.FAILED;
        }
    }
}
