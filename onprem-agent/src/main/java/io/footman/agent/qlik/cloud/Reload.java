package io.footman.agent.qlik.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A reload as the reload service knows it (Qlik Cloud API §4.4).
 *
 * @param trigger Qlik's {@code type}: {@code hub}, {@code chronos}, {@code external}, …
 * @param status {@code FAILED}, {@code SUCCEEDED}, …
 * @param log short progress text, not the script log
 */
public record Reload(
        Optional<String> trigger,
        Optional<String> status,
        Optional<String> errorCode,
        Optional<String> errorMessage,
        Optional<String> log,
        Optional<Instant> start,
        Optional<Instant> end) {

    static Reload read(JsonNode answer) {
        return new Reload(
                Json.text(answer, "type"),
                Json.text(answer, "status"),
                Json.text(answer, "errorCode"),
                Json.text(answer, "errorMessage"),
                Json.text(answer, "log"),
                Json.time(answer, "startTime"),
                Json.time(answer, "endTime"));
    }
}
