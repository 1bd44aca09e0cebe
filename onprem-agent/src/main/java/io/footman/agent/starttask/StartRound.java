package io.footman.agent.starttask;

import io.footman.agent.qlik.repository.CustomProperty;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.RepositoryException;
import io.footman.agent.qlik.repository.Task;
import io.footman.agent.starttask.StartReport.Denied;
import io.footman.agent.starttask.StartReport.Failure;
import io.footman.agent.starttask.StartReport.Started;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One order with what was found for it: says which tasks are due to be started, and afterwards what became of all. */
final class StartRound {
    private final AllowedTasks allowed;
    private final StartOrder order;
    private final Found byId;
    private final List<Found> byTag;
    private final List<Found> byProperty;
    private final Map<Guid, Task> known = new LinkedHashMap<>();

    StartRound(AllowedTasks allowed, StartOrder order, Found byId, List<Found> byTag, List<Found> byProperty) {
        this.allowed = allowed;
        this.order = order;
        this.byId = byId;
        this.byTag = byTag;
        this.byProperty = byProperty;
        byId.tasks().forEach(task -> id(task).ifPresent(id -> known.put(id, task)));
    }

    /** The tasks that a look-up found, or why it failed. */
    record Found(List<Task> tasks, Optional<RepositoryException> failure) {
        Found {
            tasks = List.copyOf(tasks);
        }

        Found only(Predicate<Task> condition) {
            return new Found(tasks.stream().filter(condition).toList(), failure);
        }
    }

    /** Why something was not done. */
    record Trouble(String reason, boolean outage) {}

    /** What the repository said to a start. */
    record Outcome(Optional<Guid> session, Optional<Trouble> failure) {
        static Outcome started(Optional<Guid> session) {
            return new Outcome(session, Optional.empty());
        }

        static Outcome failed(String reason, boolean outage) {
            return new Outcome(Optional.empty(), Optional.of(new Trouble(reason, outage)));
        }
    }

    /** The ids of an order that are some, each once. */
    static Set<Guid> guids(StartOrder order) {
        Set<Guid> guids = new LinkedHashSet<>();
        order.ids().forEach(text -> Guid.parse(text).ifPresent(guids::add));
        return guids;
    }

    /** The tasks to start, each once however often it is asked for. */
    List<Guid> due() {
        Set<Guid> due = new LinkedHashSet<>();
        if (!heldBack()) {
            byId.tasks().forEach(task -> add(task, due));
        }
        byTag.forEach(found -> found.tasks().forEach(task -> add(task, due)));
        byProperty.forEach(found -> found.tasks().forEach(task -> add(task, due)));
        return List.copyOf(due);
    }

    private void add(Task task, Set<Guid> due) {
        id(task).filter(id -> task.enabled() && allowed.allows(id, task)).ifPresent(due::add);
    }

    StartReport report(Map<Guid, Outcome> outcomes) {
        Set<Failure> failed = new LinkedHashSet<>();
        List<Started> ids = new ArrayList<>();
        List<Guid> denied = new ArrayList<>();
        byId.failure()
                .ifPresent(failure -> guids(order)
                        .forEach(id -> failed.add(new Failure(
                                Map.of("taskId", id.text()),
                                String.valueOf(failure.getMessage()),
                                failure.isOutage()))));
        for (Guid id : guids(order)) {
            Task task = known.get(id);
            if (task != null && (heldBack() || !allowed.allows(id, task))) {
                denied.add(id);
            } else if (task != null) {
                settle(id, task, outcomes, ids, failed);
            }
        }
        List<Started> tags = new ArrayList<>();
        List<Denied<String>> deniedTags = new ArrayList<>();
        for (int i = 0; i < byTag.size(); i++) {
            String tag = order.tags().get(i);
            boolean named = allowed.any() || allowed.tags().stream().anyMatch(tag::equalsIgnoreCase);
            group(tag, Map.of("tag", tag), byTag.get(i), named, outcomes, tags, deniedTags, failed);
        }
        List<Started> properties = new ArrayList<>();
        List<Denied<CustomProperty>> deniedProperties = new ArrayList<>();
        for (int i = 0; i < byProperty.size(); i++) {
            CustomProperty wanted = order.properties().get(i);
            Map<String, String> what = new LinkedHashMap<>();
            what.put("name", wanted.name());
            what.put("value", wanted.value());
            group(
                    wanted,
                    what,
                    byProperty.get(i),
                    allowed.any() || allowed.names(wanted),
                    outcomes,
                    properties,
                    deniedProperties,
                    failed);
        }
        return new StartReport(
                ids, invalid(), denied, tags, deniedTags, properties, deniedProperties, List.copyOf(failed));
    }

    private <T> void group(
            T wanted,
            Map<String, String> what,
            Found found,
            boolean named,
            Map<Guid, Outcome> outcomes,
            List<Started> started,
            List<Denied<T>> denied,
            Set<Failure> failed) {
        if (found.failure().isPresent()) {
            RepositoryException failure = found.failure().get();
            failed.add(new Failure(what, String.valueOf(failure.getMessage()), failure.isOutage()));
            return;
        }
        List<Guid> refused = new ArrayList<>();
        for (Task task : found.tasks()) {
            id(task).ifPresent(id -> {
                if (allowed.allows(id, task)) {
                    settle(id, task, outcomes, started, failed);
                } else {
                    refused.add(id);
                }
            });
        }
        if (!refused.isEmpty() || (found.tasks().isEmpty() && !named)) {
            denied.add(new Denied<>(wanted, refused));
        } else if (found.tasks().isEmpty()) {
            failed.add(new Failure(what, "no task has it, or the user of qlik-sense.user may not see them", false));
        }
    }

    private static void settle(
            Guid id, Task task, Map<Guid, Outcome> outcomes, List<Started> started, Set<Failure> failed) {
        Outcome outcome = outcomes.get(id);
        if (outcome == null) {
            failed.add(new Failure(named(id, task), "the task is disabled in the QMC", false));
        } else {
            outcome.failure()
                    .ifPresentOrElse(
                            trouble -> failed.add(new Failure(named(id, task), trouble.reason(), trouble.outage())),
                            () -> started.add(new Started(id, task.name(), outcome.session())));
        }
    }

    private static Map<String, String> named(Guid id, Task task) {
        Map<String, String> what = new LinkedHashMap<>();
        what.put("taskId", id.text());
        what.put("taskName", task.name());
        return what;
    }

    /** What is no id, and ids that no task has; a failed look-up says nothing about these. */
    private List<String> invalid() {
        Set<Object> seen = new LinkedHashSet<>();
        List<String> invalid = new ArrayList<>();
        for (String text : order.ids()) {
            Optional<Guid> id = Guid.parse(text);
            boolean wrong = id.isEmpty() || (byId.failure().isEmpty() && !known.containsKey(id.get()));
            if (wrong && seen.add(id.<Object>map(found -> found).orElse(text))) {
                invalid.add(text);
            }
        }
        return invalid;
    }

    private boolean heldBack() {
        return order.allIdsMustExist() && !invalid().isEmpty();
    }

    private static Optional<Guid> id(Task task) {
        return Guid.parse(task.id());
    }
}
