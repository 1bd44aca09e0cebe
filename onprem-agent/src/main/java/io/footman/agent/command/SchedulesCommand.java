package io.footman.agent.command;

import io.footman.agent.corridor.Agent;
import io.footman.agent.schedule.ScheduleImport;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    private static final String JOURNAL_FILE = "footman.journal.file";
    private static final String IN_USE = "is in use";

    @Command(
            name = "import",
            description = {
                "Imports Butler's schedule.yaml. Schedules that are there already stay as they are.",
                "Ends with 1 when an entry could not be imported; the others are."
            },
            mixinStandardHelpOptions = true)
    int importSchedules(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "FILE", description = "Butler's schedule.yaml.") Path file) {
        PrintWriter out = config.out();
        SettingsFile settings = config.open();
        try {
            String yaml = read(file);
            return importInto(settings, yaml, out);
        } catch (IllegalArgumentException e) {
            out.println(file + ": " + e.getMessage());
        } catch (InvalidSettingsException e) {
            if (!journalInUse(e)) {
                throw e;
            }
            out.println("The agent is running and has the journal file. Stop it, import again, then start it");
        }
        out.flush();
        return Complaint.FAILED;
    }

    private static int importInto(SettingsFile settings, String yaml, PrintWriter out) {
        try (Agent agent = Agent.open(settings)) {
            if (!agent.has(ScheduleImport.class)) {
                out.println("footman.rest is missing: schedules belong to the REST API. Add the section first");
                out.flush();
                return Complaint.FAILED;
            }
            ScheduleImport.Outcome outcome = agent.part(ScheduleImport.class).run(yaml);
            outcome.imported().forEach(told -> out.println("imported  " + told));
            outcome.present().forEach(told -> out.println("is there  " + told));
            outcome.refused().forEach(told -> out.println("refused   " + told));
            out.println(outcome.imported().size() + " imported, "
                    + outcome.present().size() + " were there, "
                    + outcome.refused().size() + " refused");
            out.flush();
            return outcome.refused().isEmpty() ? 0 : Complaint.FAILED;
        }
    }

    private static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("is a folder. Give Butler's schedule.yaml in it");
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file. Give the path of Butler's schedule.yaml", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is no text in UTF-8. Give Butler's schedule.yaml", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read (" + e + "). Let the user of this command read it", e);
        }
    }

    private static boolean journalInUse(InvalidSettingsException failure) {
        return failure.mistakes().stream()
                .anyMatch(mistake ->
                        mistake.key().equals(JOURNAL_FILE) && mistake.problem().startsWith(IN_USE));
    }
}
