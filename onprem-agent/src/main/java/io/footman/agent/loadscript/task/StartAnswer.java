package io.footman.agent.loadscript.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.starttask.StartReport;
import io.footman.agent.starttask.StartReport.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer to a start, in Butler's shape (Butler REST API §3.6), with what Butler does not tell behind it. */
final class StartAnswer {
    private static final ObjectWriter PRETTY = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .build()
            .writer(printer());

    private final Map<String, Object> body = new LinkedHashMap<>();

    private StartAnswer() {}

    /** @param more failures beside those of tasks */
    static StartAnswer of(StartReport report, List<Failure> more) {
        StartAnswer answer = new StartAnswer();
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("started", started(report.ids()));
        ids.put("invalid", report.invalid().stream().map(StartAnswer::task).toList());
        ids.put("denied", tasks(report.denied()));
        answer.body.put("tasksId", ids);
        answer.body.put("tasksTag", started(report.tags()));
        answer.body.put(
                "tasksTagDenied",
                report.deniedTags().stream()
                        .map(denied -> denied(Map.of("tag", denied.wanted()), denied.tasks()))
                        .toList());
        answer.body.put("tasksCP", started(report.properties()));
        answer.body.put(
                "tasksCPDenied",
                report.deniedProperties().stream()
                        .map(denied -> {
                            Map<String, Object> property = new LinkedHashMap<>();
                            property.put("name", denied.wanted().name());
                            property.put("value", denied.wanted().value());
                            return denied(property, denied.tasks());
                        })
                        .toList());
        List<Failure> failed = new ArrayList<>(more);
        failed.addAll(report.failed());
        answer.body.put("failed", failed.stream().map(StartAnswer::failure).toList());
        answer.count(report, failed.size());
        return answer;
    }

    /** Two plain numbers: a load script cannot easily count what is nested. */
    private void count(StartReport report, int failed) {
        int notStarted = Stream.of(report.invalid(), report.denied(), report.deniedTags(), report.deniedProperties())
                        .mapToInt(List::size)
                        .sum()
                + failed;
        body.put(
                "startedTasks",
                Stream.of(report.ids(), report.tags(), report.properties())
                        .flatMap(List::stream)
                        .map(StartReport.Started::task)
                        .distinct()
                        .count());
        body.put("notStarted", notStarted);
    }

    /** Adds how the started tasks ended, as far as they have. */
    StartAnswer with(List<SessionAnswer> sessions) {
        body.put("sessions", sessions);
        return this;
    }

    /** As JavaScript prints it with two spaces: some scripts cut this text up themselves. */
    String text() {
        try {
            return PRETTY.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Answers are made of what JSON can hold", e);
        }
    }

    private static List<Map<String, Object>> started(List<StartReport.Started> tasks) {
        return tasks.stream()
                .map(started -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("taskId", started.task().text());
                    entry.put("taskName", started.name());
                    started.session().ifPresent(session -> entry.put("sessionId", session.text()));
                    return entry;
                })
                .toList();
    }

    private static Map<String, Object> denied(Map<String, ?> wanted, List<Guid> tasks) {
        Map<String, Object> entry = new LinkedHashMap<>(wanted);
        Optional.of(tasks).filter(some -> !some.isEmpty()).ifPresent(some -> entry.put("tasks", tasks(some)));
        return entry;
    }

    private static Map<String, Object> failure(Failure failure) {
        Map<String, Object> entry = new LinkedHashMap<>(failure.what());
        entry.put("reason", failure.reason());
        return entry;
    }

    private static List<Map<String, String>> tasks(List<Guid> tasks) {
        return tasks.stream().map(task -> task(task.text())).toList();
    }

    private static Map<String, String> task(String id) {
        return Map.of("taskId", id);
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        return printer;
    }
}
