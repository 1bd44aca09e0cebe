package io.footman.agent.loadscript.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import java.util.Map;
import java.util.Set;

/**
 * New Relic's side of metrics and custom events: refuses what it refuses, and what it would silently drop (docs.newrelic.com,
 * Metric API and Event API).
 */
record NewRelicRules(Map<String, String> keyOfAccount) {
    Answer judge(Received request) {
        if (!"POST".equals(request.method())
                || !"application/json; charset=utf-8".equals(request.header("Content-Type"))) {
            return Answer.of(415, "no JSON posted");
        }
        try {
            JsonNode body = new ObjectMapper().readTree(request.body());
            if (request.path().equals("/metric/v1")) {
                check(keyOfAccount.containsValue(request.header("Api-Key")), "key");
                return metric(body);
            }
            String account = request.path().replaceFirst("/v1/accounts/(\\d+)/events", "$1");
            check(request.header("Api-Key").equals(keyOfAccount.get(account)), "key of " + account);
            return event(body);
        } catch (IllegalArgumentException e) {
            return Answer.of(e.getMessage().startsWith("key") ? 403 : 400, "refused: " + e.getMessage());
        } catch (JsonProcessingException e) {
            return Answer.of(400, "no JSON");
        }
    }

    private static Answer metric(JsonNode body) {
        check(body.isArray() && body.size() == 1, "no array of one");
        JsonNode common = body.at("/0/common");
        check(common.path("timestamp").isIntegralNumber(), "timestamp");
        attributes(common.path("attributes"), 100, Set.of());
        JsonNode metrics = body.at("/0/metrics");
        check(metrics.isArray() && metrics.size() == 1, "metrics");
        JsonNode metric = metrics.get(0);
        check(metric.path("name").isTextual() && metric.path("name").asText().length() < 255, "name");
        check("gauge".equals(metric.path("type").asText()), "type");
        check(metric.path("value").isNumber(), "value");
        check(metric.size() == 3, "more than name, type and value");
        return Answer.of(202, "{\"requestId\":\"7f0e\"}");
    }

    private static Answer event(JsonNode body) {
        check(body.isObject(), "no object");
        check(body.path("eventType").asText().matches("[A-Za-z][A-Za-z0-9:_ ]{0,253}"), "eventType");
        check(body.path("timestamp").isIntegralNumber(), "timestamp");
        attributes(body, 254, Set.of("timestamp"));
        return Answer.of(200, "{\"success\":true,\"uuid\":\"3c1a\"}");
    }

    private static void attributes(JsonNode object, int most, Set<String> numbers) {
        check(object.isObject() && object.size() <= most, "attributes");
        object.properties().forEach(attribute -> {
            check(attribute.getKey().length() <= 255, "long name");
            check(
                    attribute.getValue().isTextual() || numbers.contains(attribute.getKey()),
                    "type of " + attribute.getKey());
            check(attribute.getValue().asText().length() <= 4096, "long value");
        });
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new IllegalArgumentException(problem);
        }
    }
}
