package io.footman.agent.qlik.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A user (Qlik Cloud API §4.6). The e-mail address may be hidden from the API key's user. */
public record User(String id, Optional<String> name, Optional<String> email, String picture) {
    static User read(JsonNode answer, String id) {
        return new User(
                id,
                Json.text(answer, "name"),
                Json.text(answer, "email"),
                answer.path("picture").asText(""));
    }
}
