package io.footman.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Subject;
import io.footman.agent.model.Traits;
import io.footman.agent.model.Traits.Trait;
import io.footman.model.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events a rule's conditions let through. */
class RuleConditionsTest {
    private static final Traits TRAITS = new Traits(
            Set.of("Finance", "Weekly report"),
            Set.of("Night"),
            Map.of("Department", List.of("Sales", "HR")),
            Map.of("Priority", List.of("1")),
            Optional.of(new Owner("u-1", Optional.of("LAB"), "Göran Sander", List.of("goran@example.com"))),
            Optional.of(new Traits.Space("space-1", Optional.of("Finance space"))),
            Optional.of("Everyone"),
            Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ tag: Finance }",
                "{ tag: finance }",
                "{ tag: [Other, 'Week*'] }",
                "{ task-tag: 'N?ght' }",
                "{ custom-property: { Department: HR } }",
                "{ custom-property: { department: [X, Sales], Priority: 1 } }",
                "{ tenant: acme }",
                "{ tenant: tenant-id-1 }",
                "{ space: 'Finance*' }",
                "{ space: space-1 }",
                "{ stream: Everyone }",
                "{ owner: u-1 }",
                "{ owner: 'LAB\\u-1' }",
                "{ owner: 'GÖRAN*' }",
                "{ owner: '*@example.com' }",
                "{ app: 'Sales*' }",
                "{ app: app-1 }",
                "{ tag: Finance, tenant: acme, app: '*' }"
            })
    void fits(String when) {
        assertThat(route(when, context("Sales (EU)", TRAITS)).deliveries()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ tag: Financ }",
                "{ tag: 'Fin.nce' }",
                "{ task-tag: Finance }",
                "{ custom-property: { Department: Finance } }",
                "{ custom-property: { Other: Sales } }",
                "{ tenant: other }",
                "{ space: Sales }",
                "{ stream: Nobody }",
                "{ owner: u-2 }",
                "{ app: Sales }",
                "{ task: '*' }",
                "{ tag: Finance, tenant: other }"
            })
    void doesNotFit(String when) {
        assertThat(route(when, context("Sales (EU)", TRAITS)).deliveries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{ tag: X }", "{ space: X }", "{ owner: X }", "{ custom-property: { P: X } }", "{ stream: X }"})
    void countsAsFittingWhenALookUpFailed(String when) {
        Routing routing = route(when, context("Sales", Traits.NONE.allUnknown()));
        assertThat(routing.deliveries())
                .singleElement()
                .extracting(NewDelivery::note)
                .asString()
                .contains("could not be checked");
    }

    @Test
    void countsAsFittingWhenTheNameOfTheAppIsNotKnown() {
        assertThat(route("{ app: 'Sales*' }", context(null, Traits.NONE)).deliveries())
                .singleElement()
                .extracting(NewDelivery::note)
                .asString()
                .contains("\"app\"");
    }

    @Test
    void aConditionThatCertainlyFailsBeatsOneThatIsOpen() {
        EventContext context = context("Sales", unknown(Trait.APP_TAGS));
        assertThat(route("{ tag: X, tenant: other }", context).deliveries()).isEmpty();
    }

    @Test
    void aKnownMatchNeedsNoNoteThoughOtherTagsAreUnknown() {
        Traits partly = new Traits(
                Set.of("Finance"),
                Set.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(Trait.APP_TAGS));
        assertThat(route("{ tag: Finance }", context("Sales", partly)).deliveries())
                .singleElement()
                .extracting(NewDelivery::note)
                .isEqualTo(Optional.empty());
    }

    private static Traits unknown(Trait trait) {
        return new Traits(
                Set.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(trait));
    }

    private static EventContext context(String appName, Traits traits) {
        Event event = new Event(
                "event-1",
                "reload-1",
                EventKind.APP_RELOAD_FAILED,
                Instant.EPOCH,
                new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"),
                new Subject(Subject.Type.APP, "app-1", Optional.ofNullable(appName)),
                Map.of("tenantId", "tenant-id-1"));
        return new EventContext(event, event.facts(), traits, Optional.empty(), List.of());
    }

    private static Routing route(String when, EventContext context) {
        SettingsFile file = SettingsFile.parse(
                "footman: { rules: [ { events: ['app-reload-*'], to: [sink], when: " + when + " } ] }",
                "test",
                Map.of(),
                Path.of(""));
        List<Rule> rules = RulesReader.read(file.root(), List.of("sink"));
        file.finish();
        ConfiguredDestination sink = new ConfiguredDestination(
                "sink", "test", new Sink(), new Limits(1, 0), Optional.empty(), Optional.empty());
        return new Router(rules, List.of(sink)).route(context);
    }

    private static final class Sink implements Destination {
        @Override
        public Limits limits() {
            return new Limits(1, 0);
        }

        @Override
        public SendResult send(Alert alert) {
            throw new AssertionError("Routing must not send");
        }
    }
}
