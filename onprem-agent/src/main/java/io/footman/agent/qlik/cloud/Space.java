package io.footman.agent.qlik.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A space (Qlik Cloud API §4.8).
 *
 * @param type {@code shared}, {@code managed} or {@code data}
 */
public record Space(Optional<String> name, Optional<String> type) {
    static Space read(JsonNode answer) {
        return new Space(Json.text(answer, "name"), Json.text(answer, "type"));
    }
}
