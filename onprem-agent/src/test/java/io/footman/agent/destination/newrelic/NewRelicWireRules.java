package io.footman.agent.destination.newrelic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import io.footman.agent.destination.TestParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * New Relic's side: refuses what it refuses, and what it would silently drop or shorten (docs.newrelic.com, custom event
 * data and log event data, limits).
 */
final class NewRelicWireRules {
    private static final int LARGEST = 1_000_000;
    private static final Duration EVENT_AGE = Duration.ofDays(1);
    private static final Duration LOG_AGE = Duration.ofDays(2);

    private final String eventBase;
    private final String logPath;
    private final Map<String, String> keyOfAccount;

    NewRelicWireRules(String eventBase, String logPath, Map<String, String> keyOfAccount) {
        this.eventBase = eventBase;
        this.logPath = logPath;
        this.keyOfAccount = keyOfAccount;
    }

    Answer judge(Received request) {
        if (!"POST".equals(request.method())
                || !"application/json; charset=utf-8".equals(request.header("Content-Type"))) {
            return Answer.of(415, "no JSON posted");
        }
        if (request.body().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            return Answer.of(413, "too large");
        }
        try {
            JsonNode body = new ObjectMapper().readTree(request.body());
            check(body.isArray() && body.size() == 1, "no array of one");
            if (request.path().equals(logPath)) {
                check(keyOfAccount.containsValue(request.header("Api-Key")), "key");
                return log(body.get(0));
            }
            String account = request.path().replaceFirst(eventBase + "/v1/accounts/(\\d+)/events", "$1");
            check(request.header("Api-Key").equals(keyOfAccount.get(account)), "key of account " + account);
            return event(body.get(0));
        } catch (IllegalArgumentException e) {
            return Answer.of(e.getMessage().startsWith("key") ? 403 : 400, "refused: " + e.getMessage());
        } catch (JsonProcessingException e) {
            return Answer.of(400, "no JSON");
        }
    }

    private static Answer event(JsonNode event) {
        check(event.path("eventType").asText().matches("[A-Za-z][A-Za-z0-9:_]{0,254}"), "event type");
        attributes(event, 254);
        time(event, EVENT_AGE);
        return Answer.of(200, "{\"success\":true,\"uuid\":\"3c1a\"}");
    }

    private static Answer log(JsonNode entry) {
        JsonNode attributes = entry.at("/common/attributes");
        check(attributes.path("logtype").isTextual(), "logtype");
        attributes(attributes, 255);
        check(entry.path("logs").size() == 1, "logs");
        JsonNode message = entry.at("/logs/0/message");
        check(message.isTextual() && !message.textValue().isBlank(), "message");
        check(message.textValue().getBytes(StandardCharsets.UTF_8).length <= 128 * 1024, "long message");
        time(entry.at("/logs/0"), LOG_AGE);
        return Answer.of(202, "{\"requestId\":\"7f0e\"}");
    }

    private static void attributes(JsonNode object, int most) {
        check(object.size() <= most, "too many attributes");
        object.properties().forEach(attribute -> {
            String name = attribute.getKey();
            JsonNode value = attribute.getValue();
            check(name.length() <= 255, "long name");
            check(!name.equals("accountId") && !name.equals("appId"), "reserved name " + name);
            check(value.isTextual() || value.isNumber(), "type of " + name);
            check(value.asText().getBytes(StandardCharsets.UTF_8).length <= 4096, "long value of " + name);
        });
    }

    private static void time(JsonNode holder, Duration most) {
        if (holder.has("timestamp")) {
            check(holder.path("timestamp").isIntegralNumber(), "timestamp");
            long away = Math.abs(
                    TestParts.NOW.toEpochMilli() - holder.path("timestamp").longValue());
            check(away <= most.toMillis(), "timestamp too far away");
        }
    }

    private static void check(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
