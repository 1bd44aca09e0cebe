package io.footman.agent.enrich.sense;

import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.repository.App;
import io.footman.agent.qlik.repository.Execution;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.qlik.repository.Task;
import io.footman.agent.qlik.repository.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was found out about one event. */
record Findings(Lookup<Task> task, Lookup<App> app, Lookup<User> owner, Lookup<LogText> scriptLog) {
    static final String TASK = "the task";
    static final String APP = "the app";
    static final String OWNER = "the app's owner";
    static final String SCRIPT_LOG = "the script log";

    /** Before anything was looked up. */
    static final Findings NONE = new Findings(
            Lookup.notNeeded(TASK), Lookup.notNeeded(APP), Lookup.notNeeded(OWNER), Lookup.notNeeded(SCRIPT_LOG));

    Findings with(Lookup<User> ownerFound, Lookup<LogText> logFound) {
        return new Findings(task, app, ownerFound, logFound);
    }

    Optional<Execution> execution() {
        return task.flat(Task::lastExecution);
    }

    /** Why it is worth looking again; the script log alone is not. */
    Optional<RepositoryException> outage() {
        return Stream.<Lookup<?>>of(task, app, owner)
                .filter(Lookup::isAway)
                .flatMap(lookup -> lookup.failure().stream())
                .findFirst();
    }

    /** What waiting does not mend. */
    Optional<RepositoryException> refusal() {
        return all().flatMap(lookup -> lookup.failure().stream())
                .filter(RepositoryException::isRefusal)
                .findFirst();
    }

    /** One sentence per cause, so that an outage is told once and not four times. */
    List<String> gaps() {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        all().forEach(lookup -> lookup.failure()
                .ifPresent(failure -> missing.computeIfAbsent(
                                String.valueOf(failure.getMessage()), cause -> new ArrayList<>())
                        .add(lookup.what())));
        List<String> gaps = new ArrayList<>();
        missing.forEach(
                (why, what) -> gaps.add("Not looked up: " + String.join(", ", what) + ", because " + why + "."));
        Stream.<Lookup<?>>of(task, app, owner)
                .filter(Lookup::isAbsent)
                .forEach(lookup -> gaps.add("The repository service does not know " + lookup.what()
                        + ": it was deleted, or the user of qlik-sense.user may not see it."));
        return gaps;
    }

    private Stream<Lookup<?>> all() {
        return Stream.of(task, app, owner, scriptLog);
    }
}
