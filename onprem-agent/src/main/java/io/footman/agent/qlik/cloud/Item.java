package io.footman.agent.qlik.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.model.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An app as the items service knows it (Qlik Cloud API §4.3).
 *
 * @param ownerId Qlik's user id
 * @param spaceId absent for a personal space
 * @param tags tag names
 * @param fileSize bytes on disk, if told
 */
public record Item(Optional<String> ownerId, Optional<String> spaceId, List<String> tags, Optional<Long> fileSize) {
    public Item {
        tags = List.copyOf(tags);
    }

    /** The one item of this app; zero when the API key's user cannot see it. */
    static Item read(JsonNode answer, String appId) {
        List<JsonNode> matches = new ArrayList<>();
        for (JsonNode item : answer.path("data")) {
            if (appId.equals(item.path("resourceId").textValue())) {
                matches.add(item);
            }
        }
        if (matches.size() != 1) {
            throw new QlikCloudException(
                    FailureReason.CLIENT_ERROR,
                    matches.isEmpty()
                            ? "Qlik Cloud's catalogue does not list the app for the user of the API key"
                            : "Qlik Cloud's catalogue lists the app " + matches.size() + " times");
        }
        JsonNode item = matches.get(0);
        List<String> tags = new ArrayList<>();
        item.path("meta").path("tags").forEach(tag -> Json.text(tag, "name").ifPresent(tags::add));
        JsonNode size = item.path("resourceSize").path("appFile");
        return new Item(
                Json.text(item, "ownerId"),
                Json.text(item, "spaceId"),
                tags,
                size.isIntegralNumber() ? Optional.of(size.longValue()) : Optional.empty());
    }
}
