package io.footman.agent.schedule;

import io.footman.agent.journal.Schedule;
import io.footman.agent.schedule.ScheduleDraft.RefusedException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Takes over the schedules of a predecessor: its file {@code schedule.yaml} with the list {@code butlerSchedule} (Butler REST
 * API §3.5). Ids and times of creation are kept; {@code startupState} says which ones run. A schedule that is there already
 * stays as it is, so a file can be imported again.
 */
public final class ScheduleImport {
    private static final String LIST = "butlerSchedule";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final Schedules schedules;
    private final Clock clock;

    ScheduleImport(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    /** What became of the entries; each is told as it is to be shown. */
    public record Outcome(List<String> imported, List<String> present, List<String> refused) {
        public Outcome {
            imported = List.copyOf(imported);
            present = List.copyOf(present);
            refused = List.copyOf(refused);
        }
    }

    /** Values stay as they were written: {@code created} is to be no date, an id no number. */
    private static final class TextsOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None.
        }
    }

    /**
     * Imports what can be imported, and tells of each other entry what is wrong with it.
     *
     * @throws IllegalArgumentException when the text is no such file at all
     */
    public Outcome run(String yaml) {
        List<String> imported = new ArrayList<>();
        List<String> present = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int number = 0;
        for (Object entry : entries(yaml)) {
            number++;
            try {
                Schedule schedule = schedule(entry);
                String told = schedule.id() + "  " + schedule.name() + "  " + schedule.cron() + "  "
                        + schedule.timeZone() + "  " + (schedule.running() ? "started" : "stopped");
                (schedules.add(schedule) ? imported : present).add(told);
            } catch (RefusedException e) {
                refused.add("entry " + number + nameOf(entry) + ": " + e.field() + " " + e.problem());
            }
        }
        return new Outcome(imported, present, refused);
    }

    private Schedule schedule(Object entry) throws RefusedException {
        if (!(entry instanceof Map<?, ?> fields)) {
            throw new RefusedException(LIST, "has an entry that is no schedule");
        }
        String id = required(fields, "id");
        if (!ID.matcher(id).matches()) {
            throw new RefusedException("id", "is no id: letters, digits and hyphens, at most 100");
        }
        ScheduleDraft draft = ScheduleDraft.of(
                required(fields, "name"),
                required(fields, "cronSchedule"),
                required(fields, "timezone"),
                required(fields, "qlikSenseTaskId"),
                required(fields, "startupState"),
                tags(fields),
                text(fields, "missedRuns"),
                clock.instant());
        return draft.schedule(id, created(text(fields, "created")));
    }

    private Instant created(Optional<String> text) throws RefusedException {
        try {
            return text.map(time -> OffsetDateTime.parse(time).toInstant())
                    .orElseGet(() -> Instant.ofEpochMilli(clock.millis()));
        } catch (DateTimeException e) {
            throw new RefusedException("created", "is no time: write it as 2026-11-20T10:00:00.000Z, or leave it out");
        }
    }

    private static Optional<List<String>> tags(Map<?, ?> fields) {
        return fields.get("tags") instanceof List<?> list
                ? Optional.of(list.stream().map(String::valueOf).toList())
                : Optional.empty();
    }

    private static String required(Map<?, ?> fields, String field) throws RefusedException {
        return text(fields, field).orElseThrow(() -> new RefusedException(field, "is missing"));
    }

    private static Optional<String> text(Map<?, ?> fields, String field) {
        return fields.get(field) instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static String nameOf(Object entry) {
        return entry instanceof Map<?, ?> fields
                ? text(fields, "name").map(name -> " \"" + name + "\"").orElse("")
                : "";
    }

    /** In one line: the library also draws the place. */
    private static String problem(YAMLException failure) {
        if (failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblem() + " in line " + (marked.getProblemMark().getLine() + 1);
        }
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static List<?> entries(String yaml) {
        Object loaded;
        try {
            LoaderOptions options = new LoaderOptions();
            DumperOptions unused = new DumperOptions();
            loaded = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new TextsOnly())
                    .load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(
                    "The file is no YAML: " + problem(e)
                            + ". Give the file that Butler's setting Butler.scheduler.configfile names",
                    e);
        }
        if (loaded instanceof Map<?, ?> map && map.get(LIST) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("The file has no list \"" + LIST
                + "\". Give the file that Butler's setting Butler.scheduler.configfile names");
    }
}
