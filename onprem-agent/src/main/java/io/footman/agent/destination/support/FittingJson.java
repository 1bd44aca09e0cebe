package io.footman.agent.destination.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.footman.agent.destination.support.Composer.Composed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Makes a JSON message fit into a size: by less and less of the script log, then by cutting the longest texts. */
public final class FittingJson {
    /** What readers read; addresses and names of the format are never cut. */
    private static final Set<String> CUTTABLE = Set.of("text", "value", "title");
    /** Shorter texts stay as they are. */
    private static final int SHORTEST = 64;

    private FittingJson() {}

    /**
     * The largest message that fits.
     *
     * @param compose makes the message with a budget for head and tail of the script log each
     * @param firstBudget the budget to begin with
     * @param longestBytes UTF-8 bytes that the destination takes
     * @return empty when even the shortest is too large
     */
    public static Optional<Composed<ObjectNode>> fit(
            IntFunction<Composed<ObjectNode>> compose, int firstBudget, int longestBytes) {
        Composed<ObjectNode> composed = compose.apply(firstBudget);
        for (int budget = firstBudget / 2; tooLarge(composed, longestBytes) && budget > SHORTEST; budget /= 2) {
            composed = compose.apply(budget);
        }
        while (tooLarge(composed, longestBytes)) {
            if (!cutLongest(composed.message())) {
                return Optional.empty();
            }
        }
        return Optional.of(composed);
    }

    private static boolean tooLarge(Composed<ObjectNode> composed, int longestBytes) {
        return JsonText.bytes(composed.message()).length > longestBytes;
    }

    private static boolean cutLongest(ObjectNode message) {
        List<Place> places = new ArrayList<>();
        collect(message, places);
        Optional<Place> longest = places.stream()
                .max(Comparator.comparingInt(place -> place.text().length()));
        longest.ifPresent(place -> place.owner()
                .set(
                        place.name(),
                        TextNode.valueOf(
                                TextCut.keepStart(place.text(), place.text().length() / 2))));
        return longest.isPresent();
    }

    /** A text that can be cut. */
    private record Place(ObjectNode owner, String name, String text) {}

    private static void collect(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                if (entry.getValue().isTextual()
                        && CUTTABLE.contains(entry.getKey())
                        && entry.getValue().textValue().length() > SHORTEST) {
                    places.add(
                            new Place(object, entry.getKey(), entry.getValue().textValue()));
                }
                collect(entry.getValue(), places);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(entry -> collect(entry, places));
        }
    }
}
