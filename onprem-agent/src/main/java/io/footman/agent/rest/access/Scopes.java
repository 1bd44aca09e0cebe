package io.footman.agent.rest.access;

import io.footman.agent.rest.Scope;
import io.footman.model.settings.Settings;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads scopes by their labels. */
public final class Scopes {
    private static final String ALL = "all";

    private Scopes() {}

    /**
     * The scopes with these labels; {@code all} stands for each there is.
     *
     * @throws IllegalArgumentException naming the label that is none and those there are
     */
    public static Set<Scope> parse(Collection<String> labels) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String label : labels) {
            if (label.strip().equalsIgnoreCase(ALL)) {
                scopes.addAll(EnumSet.allOf(Scope.class));
            } else {
                scopes.add(Scope.of(label).orElseThrow(() -> new IllegalArgumentException("\"" + label + "\"")));
            }
        }
        return scopes;
    }

    /** What may be written, for messages. */
    public static String known() {
        return Arrays.stream(Scope.values()).map(Scope::label).collect(Collectors.joining(", ")) + " or " + ALL;
    }

    /** As they are written, in their order. */
    public static String labels(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(","));
    }

    /** Reads a key that must name at least one; mistakes are collected in the section. */
    static Set<Scope> read(Settings section, String key) {
        List<String> labels = section.texts(key, List.of());
        if (labels.isEmpty()) {
            section.mistake(key, "names no scope", "Choose from " + known());
        }
        try {
            return parse(labels);
        } catch (IllegalArgumentException e) {
            section.mistake(key, "holds " + e.getMessage() + ", which is no scope", "Choose from " + known());
            return Set.of();
        }
    }
}
