package io.footman.agent.destination.email;

import io.footman.agent.model.Owner;
import io.footman.model.settings.Settings;
import java.util.List;

/**
 * Whether the owner of the app gets a mail: the key {@code owner} of a destination.
 *
 * @param enabled whether owners get mails at all
 * @param include only these owners, by user id or e-mail address; empty for all
 * @param exclude never these owners; wins over {@code include}
 */
record OwnerRule(boolean enabled, List<String> include, List<String> exclude) {
    private static final String KEY = "owner";

    static OwnerRule read(Settings section) {
        if (!section.isSection(KEY)) {
            return new OwnerRule(section.flag(KEY, false), List.of(), List.of());
        }
        Settings rule = section.section(KEY);
        return new OwnerRule(true, rule.texts("include", List.of()), rule.texts("exclude", List.of()));
    }

    boolean wants(Owner owner) {
        return enabled && (include.isEmpty() || names(include, owner)) && !names(exclude, owner);
    }

    /** A user of a client-managed site is named by {@code DIRECTORY\id} too. */
    private static boolean names(List<String> list, Owner owner) {
        return list.stream()
                .map(String::strip)
                .anyMatch(entry -> entry.equalsIgnoreCase(owner.id())
                        || owner.emails().stream().anyMatch(entry::equalsIgnoreCase)
                        || owner.directory()
                                .map(directory -> directory + "\\" + owner.id())
                                .filter(entry::equalsIgnoreCase)
                                .isPresent());
    }
}
