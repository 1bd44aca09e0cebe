package io.footman.agent.route;

import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.Recipients;
import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.Routing.RateLimit;
import io.footman.agent.journal.Routing.Suppressed;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.SuppressionReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the rules to an event. Decides from what it is given and touches nothing. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final List<Rule> rules;
    private final Map<String, ConfiguredDestination> destinations = new LinkedHashMap<>();

    public Router(List<Rule> rules, Collection<ConfiguredDestination> destinations) {
        this.rules = List.copyOf(rules);
        destinations.forEach(destination -> this.destinations.put(destination.name(), destination));
    }

    /** What is to be sent about an event, and what is not, each with its reason. */
    public Routing route(EventContext context) {
        List<NewDelivery> deliveries = new ArrayList<>();
        List<Suppressed> suppressed = new ArrayList<>();
        for (Rule rule : rules) {
            Rule.Match match = rule.match(context);
            if (match.fit() != Fit.NO) {
                for (String name : rule.to()) {
                    ConfiguredDestination destination = destinations.get(name);
                    if (destination != null) {
                        new Decision(context, rule, match, destination, fallbackOf(destination))
                                .decide(deliveries, suppressed);
                    }
                }
            }
        }
        return new Routing(context, deliveries, suppressed);
    }

    /**
     * The messages to the fallback of a destination that gave a delivery up.
     *
     * @param why the reason in a few words, shown in the message
     */
    public List<NewDelivery> fallbacks(DueDelivery dead, String why) {
        Optional<ConfiguredDestination> fallback =
                Optional.ofNullable(destinations.get(dead.destination())).flatMap(this::fallbackOf);
        if (fallback.isEmpty()) {
            return List.of();
        }
        Event event = dead.context().event();
        Optional<Duration> window = rules.stream()
                .filter(rule -> rule.name().equals(dead.rule()))
                .flatMap(rule -> rule.rateLimit().stream())
                .findFirst();
        String note = "This message was meant for \"" + dead.destination() + "\", which did not take it: " + why + ".";
        String name = fallback.get().name();
        // A key of its own: the fallback is told even when it got the alert itself, because that the other failed is
        // news.
        return recipientsOf(fallback.get(), dead.context()).addresses().stream()
                .distinct()
                .map(recipient -> new NewDelivery(
                        DeliveryKey.of(dead.key(), "fallback", name, recipient),
                        dead.rule(),
                        name,
                        recipient,
                        window.map(length -> new RateLimit(
                                "fallback|" + dead.destination() + "|" + rateKey(name, event, recipient), length)),
                        Optional.of(note)))
                .toList();
    }

    private Optional<ConfiguredDestination> fallbackOf(ConfiguredDestination destination) {
        return destination.fallback().map(destinations::get);
    }

    private static String rateKey(String destination, Event event, String recipient) {
        return String.join(
                "|", destination, event.kind().name(), event.subject().id(), recipient);
    }

    /** A driver's defect must not cost the other destinations their message, so it becomes a dead letter of its own lane. */
    private static Recipients recipientsOf(ConfiguredDestination destination, EventContext context) {
        try {
            return destination.destination().recipients(context);
        } catch (RuntimeException e) {
            LOG.error(
                    "event=recipients-failed destination={} id={}",
                    destination.name(),
                    context.event().id(),
                    e);
            return Recipients.DESTINATION;
        }
    }

    /** One rule, one destination. */
    private record Decision(
            EventContext context,
            Rule rule,
            Rule.Match match,
            ConfiguredDestination destination,
            Optional<ConfiguredDestination> fallback) {

        void decide(List<NewDelivery> deliveries, List<Suppressed> suppressed) {
            Fit optedIn = destination
                    .optInTag()
                    .map(tag -> Candidates.anyTags(context).fits(tag::equalsIgnoreCase))
                    .orElse(Fit.YES);
            if (optedIn == Fit.NO) {
                suppressed.add(suppressed(
                        SuppressionReason.NOT_OPTED_IN,
                        "It does not carry the tag \"" + destination.optInTag().orElse("") + "\""));
                return;
            }
            Recipients recipients = recipientsOf(destination, context);
            if (recipients.addresses().isEmpty()) {
                suppressed.add(suppressed(SuppressionReason.NO_RECIPIENT, recipients.whyNobody()));
                if (recipients.doubt().isPresent()) {
                    fallback.ifPresent(other -> tellInstead(other, recipients.whyNobody(), deliveries));
                }
                return;
            }
            tell(destination, recipients, note(optedIn, recipients), deliveries);
        }

        /** Somebody should have been told, but a failed look-up hides who: better another one than nobody. */
        private void tellInstead(ConfiguredDestination other, String why, List<NewDelivery> deliveries) {
            String note =
                    "This message was meant for \"" + destination.name() + "\", where nobody is known: " + why + ".";
            tell(other, recipientsOf(other, context), Optional.of(note), deliveries);
        }

        private void tell(
                ConfiguredDestination to, Recipients recipients, Optional<String> note, List<NewDelivery> deliveries) {
            recipients.addresses().stream()
                    .distinct()
                    .map(recipient -> delivery(to.name(), recipient, note))
                    .forEach(deliveries::add);
        }

        private NewDelivery delivery(String name, String recipient, Optional<String> note) {
            Event event = context.event();
            return new NewDelivery(
                    DeliveryKey.of(event.occurrence(), rule.name(), name, recipient),
                    rule.name(),
                    name,
                    recipient,
                    rule.rateLimit().map(window -> new RateLimit(rateKey(name, event, recipient), window)),
                    note);
        }

        private Suppressed suppressed(SuppressionReason reason, String detail) {
            return new Suppressed(rule.name(), destination.name(), reason, detail);
        }

        /** Why a message comes although it is not certain that it should. */
        private Optional<String> note(Fit optedIn, Recipients recipients) {
            List<String> open = new ArrayList<>(match.open());
            if (optedIn == Fit.UNKNOWN) {
                open.add("opt-in-tag");
            }
            List<String> sentences = new ArrayList<>();
            match.doubt().ifPresent(doubt -> sentences.add("Sent although " + doubt + "."));
            if (!open.isEmpty()) {
                sentences.add("Sent although \"" + String.join("\", \"", open)
                        + "\" could not be checked, because a look-up failed.");
            }
            recipients.doubt().ifPresent(sentences::add);
            return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
        }
    }
}
