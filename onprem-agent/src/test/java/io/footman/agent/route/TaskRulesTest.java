package io.footman.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import io.footman.agent.model.SuppressionReason;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.agent.model.Traits;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about tasks and users of a client-managed site. */
class TaskRulesTest {
    private static final EventKind RELOAD_FAILED = EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED);
    private static final Traits TRAITS = new Traits(
            Set.of("Finance"),
            Set.of("Night"),
            Map.of(),
            Map.of("Butler_Alert", List.of("Yes")),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Everyone"),
            Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: { outcome: failed }",
                "when: { outcome: [aborted, Failed] }",
                "when: { task-type: reload-task }",
                "when: { task-type: '*-task' }",
                "when: { user: INTERNAL\\sa_scheduler }",
                "when: { user: sa_scheduler }",
                "when: { user: 'internal\\*' }",
                "when: { host: pro2-win1 }",
                "when: { host: 'PRO2*' }",
                "when: { task: 'Nightly*' }",
                "when: { custom-property: { Butler_Alert: Yes } }",
                "unless: { outcome: aborted }",
                "unless: { task-tag: Day, host: other }",
                "when: { task-tag: Night }, unless: { user: LAB\\goran }"
            })
    void fits(String conditions) {
        assertThat(deliveries(conditions, failed(RELOAD_FAILED, TRAITS))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: { outcome: aborted }",
                "when: { task-type: [preload-task, distribute] }",
                "when: { user: INTERNAL\\other }",
                "when: { host: pro2 }",
                "unless: { outcome: failed }",
                "unless: { task-tag: Night, host: other }",
                "unless: { custom-property: { Butler_Alert: Yes } }",
                "when: { task-tag: Night }, unless: { user: sa_scheduler }"
            })
    void doesNotFit(String conditions) {
        assertThat(deliveries(conditions, failed(RELOAD_FAILED, TRAITS))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unless: { tag: X }", "unless: { custom-property: { P: X } }", "unless: { owner: X }"})
    void anExceptionThatCannotBeCheckedCostsNoAlert(String conditions) {
        assertThat(deliveries(conditions, failed(RELOAD_FAILED, Traits.NONE.allUnknown())))
                .singleElement()
                .extracting(delivery -> delivery.note().orElse(""))
                .asString()
                .startsWith("Sent although \"unless ")
                .contains("could not be checked");
    }

    @Test
    void aTaskOfUnknownTypeReachesTheRulesOfAllTypesAndSaysSo() {
        EventContext event = failed(EventKind.ofUnknownTask(TaskOutcome.FAILED), Traits.NONE);
        for (TaskType type : TaskType.values()) {
            assertThat(route("events: [" + EventKind.of(type, TaskOutcome.FAILED) + "]", event)
                            .deliveries())
                    .singleElement()
                    .extracting(NewDelivery::note)
                    .isEqualTo(Optional.of("Sent although it could not be looked up which type of task this is."));
        }
        assertThat(route("events: [reload-task-aborted]", event).deliveries()).isEmpty();
        assertThat(route("events: '*-failed'", event).deliveries())
                .singleElement()
                .extracting(NewDelivery::note)
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "task-failed, 'when: { outcome: failed }', 1, false",
        "task-failed, 'when: { outcome: aborted }', 0, false",
        "task-failed, 'when: { task-type: reload-task }', 1, true",
        "task-failed, 'unless: { task-type: reload-task }', 1, true",
        "distribute-ended, 'when: { task-type: distribute }', 1, false",
        "distribute-ended, 'when: { task-type: preload-task }', 0, false",
        "distribute-ended, 'when: { outcome: succeeded }', 1, true",
        "app-reload-canceled, 'when: { outcome: canceled }', 1, false",
        "app-reload-failed, 'when: { task-type: reload-task }', 0, false",
        "session-started, 'when: { outcome: failed }', 0, false"
    })
    void knowsFromTheKindHowItEndedAndWhatItIs(String kind, String conditions, int deliveries, boolean told) {
        List<NewDelivery> made = deliveries(conditions, failed(new EventKind(kind), Traits.NONE));
        assertThat(made).hasSize(deliveries);
        assertThat(made).allMatch(delivery -> delivery.note().isPresent() == told);
    }

    @Test
    void aDistributionWithUnknownEndSaysSo() {
        assertThat(route("events: [distribute-failed]", failed(EventKind.DISTRIBUTE_ENDED, Traits.NONE))
                        .deliveries())
                .singleElement()
                .extracting(NewDelivery::note)
                .isEqualTo(Optional.of("Sent although it could not be looked up how the distribution ended."));
    }

    @ParameterizedTest
    @CsvSource({
        "LAB, goran, 1",
        "lab, GORAN, 1",
        "INTERNAL, sa_repository, 0",
        "INTERNAL, sa_api, 0",
        "LAB, butler, 0",
        "OTHER, butler, 0",
        "OTHER, testuser, 1"
    })
    void leavesOutUsersThatAreExcluded(String directory, String id, int deliveries) {
        String conditions = "unless: { user: ['INTERNAL\\*', butler, 'LAB\\testuser'] }";
        assertThat(deliveries(conditions, session(directory, id))).hasSize(deliveries);
    }

    @Test
    void refusesAnOutcomeOrATypeThatDoesNotExist() {
        SettingsFile file = parse("when: { outcome: fail }, unless: { task-type: reload }");
        RulesReader.read(file.root(), List.of("sink"));
        assertThat(file.root().mistakes())
                .extracting(Mistake::key, Mistake::remedy)
                .satisfiesExactlyInAnyOrder(
                        mistake -> assertThat(mistake.toList())
                                .containsExactly("footman.rules[0].when.outcome", "Did you mean \"failed\"?"),
                        mistake -> assertThat(mistake.toList().get(0)).isEqualTo("footman.rules[0].unless.task-type"));
    }

    @Test
    void tellsTheFallbackWhenAFailedLookUpHidesWhoShouldBeTold() {
        Recipients nobody = new Recipients(List.of(), "The owner is not known", Optional.of("The owner is not known."));
        Routing routing =
                router("unless: { host: x }", nobody, Optional.of("sink")).route(failed(RELOAD_FAILED, TRAITS));
        assertThat(routing.suppressed())
                .singleElement()
                .extracting(Routing.Suppressed::reason)
                .isEqualTo(SuppressionReason.NO_RECIPIENT);
        assertThat(routing.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.destination()).isEqualTo("sink");
            assertThat(delivery.note())
                    .contains("This message was meant for \"mail\", where nobody is known: The owner is not known.");
        });
    }

    @Test
    void tellsNobodyElseWhenItIsCertainThatThereIsNobodyToTell() {
        Recipients nobody = new Recipients(List.of(), "The owner is excluded");
        assertThat(router("unless: { host: x }", nobody, Optional.of("sink"))
                        .route(failed(RELOAD_FAILED, TRAITS))
                        .deliveries())
                .isEmpty();
    }

    @Test
    void limitsByDestinationKindTaskAndRecipient() {
        Recipients two = new Recipients(List.of("a@example.com", "b@example.com"), "");
        assertThat(router("rate-limit: 5m", two, Optional.empty())
                        .route(failed(RELOAD_FAILED, TRAITS))
                        .deliveries())
                .extracting(delivery -> delivery.rateLimit().orElseThrow().key())
                .containsExactly(
                        "mail|reload-task-failed|task-1|a@example.com", "mail|reload-task-failed|task-1|b@example.com");
    }

    private static EventContext failed(EventKind kind, Traits traits) {
        Event event = new Event(
                "event-1",
                "site|reload-task-failed|execution-1",
                kind,
                Instant.EPOCH,
                new EventSource(EventSource.Platform.QLIK_SENSE, "site"),
                new Subject(Subject.Type.TASK, "task-1", Optional.of("Nightly reload")),
                Map.of("hostName", "pro2-win1", "user", "INTERNAL\\sa_scheduler", "taskName", "Nightly reload"));
        return new EventContext(event, event.facts(), traits, Optional.empty(), List.of());
    }

    private static EventContext session(String directory, String id) {
        Event event = new Event(
                "event-2",
                "event-2",
                EventKind.SESSION_STARTED,
                Instant.EPOCH,
                new EventSource(EventSource.Platform.QLIK_SENSE, "site"),
                new Subject(Subject.Type.USER, directory + "\\" + id, Optional.empty()),
                Map.of("hostName", "pro2-win1", "userDirectory", directory, "userId", id));
        return EventContext.of(event);
    }

    private static List<NewDelivery> deliveries(String conditions, EventContext context) {
        return route(conditions, context).deliveries();
    }

    private static Routing route(String rule, EventContext context) {
        return new Router(rules(rule, "sink"), List.of(destination("sink", Recipients.DESTINATION, Optional.empty())))
                .route(context);
    }

    private static Router router(String rule, Recipients recipients, Optional<String> fallback) {
        return new Router(
                rules(rule, "mail"),
                List.of(
                        destination("mail", recipients, fallback),
                        destination("sink", Recipients.DESTINATION, Optional.empty())));
    }

    private static List<Rule> rules(String rule, String to) {
        SettingsFile file = parse(rule + ", to: [" + to + "]");
        List<Rule> rules = RulesReader.read(file.root(), List.of("mail", "sink"));
        file.finish();
        return rules;
    }

    private static SettingsFile parse(String rule) {
        String events = rule.contains("events:") ? "" : "events: '*', ";
        String to = rule.contains("to:") ? "" : ", to: [sink]";
        return SettingsFile.parse(
                "footman: { rules: [ { " + events + rule + to + " } ] }", "test", Map.of(), Path.of(""));
    }

    private static ConfiguredDestination destination(String name, Recipients recipients, Optional<String> fallback) {
        return new ConfiguredDestination(
                name, "test", new Sink(recipients), new Limits(1, 0), Optional.empty(), fallback);
    }

    private record Sink(Recipients recipients) implements Destination {
        @Override
        public Limits limits() {
            return new Limits(1, 0);
        }

        @Override
        public Recipients recipients(EventContext context) {
            return recipients;
        }

        @Override
        public SendResult send(Alert alert) {
            throw new AssertionError("Routing must not send");
        }
    }
}
