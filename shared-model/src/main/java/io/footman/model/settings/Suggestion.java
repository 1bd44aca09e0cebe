package io.footman.model.settings;

import java.util.Collection;
import java.util.Comparator;

/** Finds the key that was probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /** A remedy for a name that is not among the known ones: the nearest one, or all of them. */
    public static String remedy(String unknown, Collection<String> known) {
        if (known.isEmpty()) {
            return "Remove it";
        }
        String nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(unknown, candidate)))
                .orElseThrow();
        return distance(unknown, nearest) <= Math.max(2, unknown.length() / 3)
                ? "Did you mean \"" + nearest + "\"?"
                : "Remove it, or use one of " + String.join(", ", known);
    }

    /** Levenshtein distance: how many letters to add, drop or change. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
