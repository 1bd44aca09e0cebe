package io.footman.agent.journal.sql;

import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.Routing.RateLimit;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Owner;
import io.footman.agent.model.ScriptLog;
import io.footman.agent.model.Subject;
import io.footman.agent.model.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events, contexts and deliveries as the other rooms make them. */
final class Given {
    static final Duration LEASE = Duration.ofMinutes(1);
    static final String SLACK = "ops-slack";

    private Given() {}

    static Event event(String id) {
        return event(id, Map.of("appName", "Sales", "reloadId", "r-" + id, "rows", 42, "ratio", 0.5, "ok", false));
    }

    static Event event(String id, Map<String, Object> facts) {
        return new Event(
                id,
                "occurrence-" + id,
                EventKind.APP_RELOAD_FAILED,
                Instant.parse("2026-11-20T07:59:58.123456789Z"),
                new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"),
                new Subject(Subject.Type.APP, "app-1", Optional.of("Sales")),
                facts);
    }

    /** A context that uses every part of the model. */
    static EventContext context(Event event) {
        Traits traits = new Traits(
                Set.of("finance", "Ärger 🚨"),
                Set.of("nightly"),
                Map.of("Team", List.of("BI", "Ops")),
                Map.of(),
                Optional.of(new Owner("u1", Optional.of("ACME"), "Ada", List.of("ada@example.com"))),
                Optional.of(new Traits.Space("s1", Optional.of("Shared"))),
                Optional.of("Everyone"),
                Set.of(Traits.Trait.APP_PROPERTIES));
        return new EventContext(
                event,
                Map.of("appName", "Sales", "nested", Map.of("list", List.of(1, "two", true))),
                traits,
                Optional.of(ScriptLog.of("2026 0001 LOAD *\r\n\r\nfehler: Ä 🚨")),
                List.of("The space could not be looked up."));
    }

    static NewDelivery delivery(String key) {
        return delivery(key, SLACK);
    }

    static NewDelivery delivery(String key, String destination) {
        return new NewDelivery(key, "reload failures", destination, "", Optional.empty(), Optional.empty());
    }

    static NewDelivery limited(String key, String rateKey, Duration window) {
        return new NewDelivery(
                key, "reload failures", SLACK, "", Optional.of(new RateLimit(rateKey, window)), Optional.empty());
    }

    static Routing routing(StoredEvent stored, NewDelivery... deliveries) {
        return new Routing(EventContext.of(stored.event()), List.of(deliveries), List.of());
    }
}
