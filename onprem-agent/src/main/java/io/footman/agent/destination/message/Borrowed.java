package io.footman.agent.destination.message;

import io.footman.model.settings.Settings;
import io.footman.model.settings.Suggestion;
import java.util.List;
import java.util.Optional;

/** Lets scripts use what a configured destination has: {@code destination: ops-slack} instead of an address of their own. */
public final class Borrowed {
    private static final String KEY = "destination";

    private Borrowed() {}

    /**
     * The section that address and access are read from: that of the named destination, or the given one when it names none.
     *
     * @param type the destination must have
     * @param own keys that only make sense without {@code destination}
     */
    public static Settings section(Settings section, Settings root, String type, List<String> own) {
        Optional<String> name = section.optionalText(KEY);
        if (name.isEmpty()) {
            return section;
        }
        Settings destinations = root.section("destinations");
        List<String> usable = destinations.names().stream()
                .filter(other -> destinations.section(other).text("type", "").equals(type))
                .toList();
        if (!usable.contains(name.get())) {
            section.mistake(
                    KEY,
                    "names \"" + name.get() + "\", which is no destination of type " + type,
                    usable.isEmpty()
                            ? "Add one to footman.destinations, or give " + own.get(0) + " here"
                            : Suggestion.remedy(name.get(), usable));
            own.forEach(section::has);
            return Settings.of(section.path(), java.util.Map.of());
        }
        own.stream()
                .filter(section::has)
                .forEach(key -> section.mistake(
                        key, "is given beside destination, which has its own", "Remove one of the two"));
        return destinations.section(name.get());
    }
}
