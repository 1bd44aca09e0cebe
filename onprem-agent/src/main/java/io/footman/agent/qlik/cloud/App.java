package io.footman.agent.qlik.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An app as the apps service knows it (Qlik Cloud API §4.1). It does not know the space.
 *
 * @param published distributed from a client-managed site, or published within the cloud
 * @param publishTime RFC 3339, as sent; empty when not published
 */
public record App(
        Optional<String> name,
        Optional<String> ownerId,
        String description,
        boolean hasSectionAccess,
        boolean published,
        String publishTime,
        String thumbnail) {

    static App read(JsonNode answer) {
        JsonNode attributes = answer.path("attributes");
        String publishTime = attributes.path("publishTime").asText("");
        return new App(
                Json.text(attributes, "name"),
                Json.text(attributes, "ownerId"),
                attributes.path("description").asText(""),
                attributes.path("hasSectionAccess").asBoolean(),
                attributes.path("published").asBoolean() || !publishTime.isBlank(),
                publishTime,
                attributes.path("thumbnail").asText(""));
    }
}
