package io.footman.agent.route;

import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Subject;
import io.footman.agent.model.TaskType;
import io.footman.agent.model.Traits;
import io.footman.agent.model.Traits.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an event offers to one condition.
 *
 * @param values the texts that may match
 * @param complete false when a failed look-up may hide more of them
 */
record Candidates(List<String> values, boolean complete) {
    private static final String APP_NAME = "appName";
    private static final String APP_ID = "appId";
    private static final String TASK_NAME = "taskName";
    private static final String TASK_ID = "taskId";
    private static final String TENANT_ID = "tenantId";
    private static final String HOST_NAME = "hostName";
    private static final String USER = "user";
    private static final String USER_ID = "userId";
    private static final String USER_NAME = "userName";
    private static final String USER_DIRECTORY = "userDirectory";

    Candidates {
        values = List.copyOf(values);
    }

    Fit fits(Predicate<String> wanted) {
        if (values.stream().anyMatch(wanted)) {
            return Fit.YES;
        }
        return complete ? Fit.NO : Fit.UNKNOWN;
    }

    /** How the reload or task ended. */
    static Candidates outcome(EventContext context) {
        return ofKind(context, EventKinds::outcome);
    }

    /** The label of the task's type, such as {@code reload-task}. */
    static Candidates taskType(EventContext context) {
        return ofKind(context, kind -> EventKinds.taskType(kind).map(TaskType::label));
    }

    /** What the event's kind tells, if all the kinds that it may truly be of tell the same. */
    private static Candidates ofKind(EventContext context, Function<EventKind, Optional<String>> told) {
        List<Optional<String>> possible = EventKinds.possible(context.event().kind()).stream()
                .map(told)
                .distinct()
                .toList();
        return possible.size() == 1
                ? new Candidates(possible.get(0).stream().toList(), true)
                : new Candidates(List.of(), false);
    }

    static Candidates appTags(EventContext context) {
        return of(context.traits().appTags(), context, Trait.APP_TAGS);
    }

    static Candidates taskTags(EventContext context) {
        return of(context.traits().taskTags(), context, Trait.TASK_TAGS);
    }

    /** Tags by which somebody opts in: those of the app and those of the task. */
    static Candidates anyTags(EventContext context) {
        Candidates app = appTags(context);
        Candidates task = taskTags(context);
        return new Candidates(join(app.values, task.values), app.complete && task.complete);
    }

    /** Values that a custom property has on the app or on the task. */
    static Candidates customProperty(String name, EventContext context) {
        Traits traits = context.traits();
        List<String> values = join(valuesOf(name, traits.appProperties()), valuesOf(name, traits.taskProperties()));
        boolean complete = !traits.unknown().contains(Trait.APP_PROPERTIES)
                && !traits.unknown().contains(Trait.TASK_PROPERTIES);
        return new Candidates(values, complete);
    }

    /** The configured name of the tenant or site, and Qlik's id of the tenant. */
    static Candidates tenant(EventContext context) {
        return new Candidates(join(List.of(context.event().source().name()), variable(context, TENANT_ID)), true);
    }

    /** The server that the message came from. */
    static Candidates host(EventContext context) {
        return new Candidates(variable(context, HOST_NAME), true);
    }

    /** Who did it: {@code directory\id}, the id alone, the name. */
    static Candidates user(EventContext context) {
        List<String> names = new ArrayList<>(join(variable(context, USER_ID), variable(context, USER_NAME)));
        for (String directory : variable(context, USER_DIRECTORY)) {
            variable(context, USER_ID).forEach(id -> names.add(directory + "\\" + id));
        }
        for (String user : variable(context, USER)) {
            names.add(user);
            names.add(user.substring(user.indexOf('\\') + 1));
        }
        return new Candidates(names, true);
    }

    static Candidates space(EventContext context) {
        List<String> values = new ArrayList<>();
        context.traits().space().ifPresent(space -> {
            values.add(space.id());
            space.name().ifPresent(values::add);
        });
        boolean nameMissing =
                context.traits().space().filter(space -> space.name().isEmpty()).isPresent();
        return new Candidates(
                values, !nameMissing && !context.traits().unknown().contains(Trait.SPACE));
    }

    static Candidates stream(EventContext context) {
        return of(context.traits().stream().stream().toList(), context, Trait.STREAM);
    }

    /** The owner's id, {@code directory\id}, name and addresses. */
    static Candidates owner(EventContext context) {
        return of(context.traits().owner().map(Candidates::namesOf).orElse(List.of()), context, Trait.OWNER);
    }

    /** Name and id of the app. */
    static Candidates app(EventContext context) {
        return named(Subject.Type.APP, APP_ID, APP_NAME, context);
    }

    /** Name and id of the task. */
    static Candidates task(EventContext context) {
        return named(Subject.Type.TASK, TASK_ID, TASK_NAME, context);
    }

    private static Candidates named(Subject.Type type, String idVariable, String nameVariable, EventContext context) {
        Subject subject = context.event().subject();
        boolean isSubject = subject.type() == type;
        List<String> ids = join(isSubject ? List.of(subject.id()) : List.of(), variable(context, idVariable));
        List<String> names =
                join(isSubject ? subject.name().stream().toList() : List.of(), variable(context, nameVariable));
        // An id without a name: the message had none and the look-up failed.
        return new Candidates(join(ids, names), ids.isEmpty() || !names.isEmpty());
    }

    private static Candidates of(Collection<String> values, EventContext context, Trait trait) {
        return new Candidates(List.copyOf(values), !context.traits().unknown().contains(trait));
    }

    private static List<String> namesOf(Owner owner) {
        List<String> names = new ArrayList<>(List.of(owner.id(), owner.name()));
        owner.directory().ifPresent(directory -> names.add(directory + "\\" + owner.id()));
        names.addAll(owner.emails());
        return names;
    }

    private static List<String> valuesOf(String name, Map<String, List<String>> properties) {
        return properties.entrySet().stream()
                .filter(property -> property.getKey().equalsIgnoreCase(name))
                .flatMap(property -> property.getValue().stream())
                .toList();
    }

    private static List<String> variable(EventContext context, String name) {
        return Optional.ofNullable(context.variables().get(name)).map(Object::toString).stream()
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
