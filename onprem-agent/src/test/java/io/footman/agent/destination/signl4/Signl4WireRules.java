package io.footman.agent.destination.signl4;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** SIGNL4's side: refuses what Butler never sent, and keeps the alerts that are open. */
final class Signl4WireRules {
    private static final Set<String> FIELDS =
            Set.of("Title", "Message", "Severity", "X-S4-Service", "X-S4-ExternalID", "X-S4-Status");

    private final String path;
    private final Map<String, String> openAlerts = new LinkedHashMap<>();

    Signl4WireRules(String path) {
        this.path = path;
    }

    /** Title of each open alert by its external id. */
    Map<String, String> openAlerts() {
        return openAlerts;
    }

    Answer judge(Received request) {
        if (!request.path().equals(path)) {
            return Answer.of(404, "unknown team");
        }
        String type = request.header("Content-Type");
        if (!"POST".equals(request.method()) || type == null || !type.startsWith("application/json")) {
            return Answer.of(400, "no JSON posted");
        }
        try {
            JsonNode body = new ObjectMapper().readTree(request.body());
            Set<String> fields = new HashSet<>();
            body.fieldNames().forEachRemaining(fields::add);
            check(fields.equals(FIELDS), "fields " + fields);
            check(body.path("Severity").isInt(), "severity");
            for (String text : FIELDS) {
                check(text.equals("Severity") || !body.path(text).textValue().isBlank(), text);
            }
            String id = body.path("X-S4-ExternalID").textValue();
            switch (body.path("X-S4-Status").textValue()) {
                case "new" -> openAlerts.put(id, body.path("Title").textValue());
                case "resolved" -> openAlerts.remove(id);
                default -> throw new IllegalArgumentException("status");
            }
            return Answer.of(201, "{\"eventId\":\"2518430d\"}");
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            return Answer.of(400, "refused: " + e.getMessage());
        }
    }

    private static void check(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
