package io.footman.agent.route;

import io.footman.model.settings.Settings;
import io.footman.model.settings.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the list {@code footman.rules}. */
public final class RulesReader {
    private final Collection<String> destinations;
    private final Set<String> names = new HashSet<>();

    private RulesReader(Collection<String> destinations) {
        this.destinations = destinations;
    }

    /**
     * Reads all rules; mistakes are collected in the section.
     *
     * @param footman the root section
     * @param destinations the names that {@code to} may hold
     */
    public static List<Rule> read(Settings footman, Collection<String> destinations) {
        List<Settings> sections = footman.sections("rules");
        RulesReader reader = new RulesReader(destinations);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            rules.add(reader.rule(sections.get(i), "rule-" + (i + 1)));
        }
        return List.copyOf(rules);
    }

    private Rule rule(Settings section, String defaultName) {
        String name = section.text("name", defaultName);
        if (!names.add(name)) {
            section.mistake("name", "is \"" + name + "\" a second time", "Give each rule a name of its own");
        }
        Optional<Duration> rateLimit = section.has("rate-limit")
                ? Optional.of(section.duration("rate-limit", Duration.ZERO)).filter(window -> !window.isZero())
                : Optional.empty();
        return new Rule(
                name,
                kinds(section),
                ConditionsReader.read(section.section("when")),
                ConditionsReader.read(section.section("unless")),
                to(section),
                rateLimit);
    }

    private static List<Glob> kinds(Settings section) {
        List<Glob> kinds =
                section.texts("events", List.of()).stream().map(Glob::new).toList();
        if (kinds.isEmpty()) {
            section.mistake("events", "is missing", "Name what the rule is about, such as [app-reload-failed]");
        }
        for (Glob kind : kinds) {
            if (!EventKinds.canMatch(kind)) {
                section.mistake(
                        "events",
                        "names \"" + kind + "\", which is no event kind",
                        Suggestion.remedy(kind.toString(), EventKinds.known())
                                + " (Qlik's own type names, com.qlik.…, are allowed too)");
            }
        }
        return kinds;
    }

    private List<String> to(Settings section) {
        List<String> to = section.texts("to", List.of());
        if (to.isEmpty()) {
            section.mistake("to", "is missing", "Name the destinations that are told");
        }
        for (String destination : to) {
            if (!destinations.contains(destination)) {
                section.mistake(
                        "to",
                        "names \"" + destination + "\", which is not among footman.destinations",
                        destinations.isEmpty() ? "Add it there" : Suggestion.remedy(destination, destinations));
            }
        }
        return to.stream().distinct().toList();
    }
}
