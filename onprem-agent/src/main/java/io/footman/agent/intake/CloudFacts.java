package io.footman.agent.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.model.LocalFormat;
import io.footman.model.cloud.AppReload;
import io.footman.model.cloud.EngineReload;
import io.footman.model.cloud.QlikCloudEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an event says, under the names of Butler's template variables (Butler alerts §11). */
final class CloudFacts {
    /** Longest text kept as a fact, in characters; Qlik's own error messages are far shorter. */
    private static final int LONGEST = 10_000;

    private final LocalFormat format;

    CloudFacts(LocalFormat format) {
        this.format = format;
    }

    Map<String, Object> ofReload(AppReload reload) {
        Map<String, Object> facts = envelope(reload.event());
        facts.put("appId", reload.appId());
        reload.appName().ifPresent(name -> facts.put("appName", clean(name)));
        reload.reloadId().ifPresent(id -> facts.put("reloadId", clean(id)));
        reload.errorCode().ifPresent(code -> facts.put("errorCode", clean(code)));
        reload.errorMessage().ifPresent(message -> facts.put("errorMessage", clean(message)));
        ObjectNode data = reload.event().data();
        copy(data, "status", facts, "status");
        if (reload instanceof EngineReload) {
            engine(facts, data);
        } else {
            service(facts, data);
        }
        return facts;
    }

    /** Of other events the data object is kept as it is, under {@code data}. */
    Map<String, Object> ofOther(QlikCloudEvent event) {
        Map<String, Object> facts = envelope(event);
        facts.put("data", object(event.data()));
        return facts;
    }

    /** Text as it may be shown and stored: without control characters but line ends and tabs, and not endless. */
    static String clean(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}&&[^\r\n\t]]", "");
    }

    private static Map<String, Object> envelope(QlikCloudEvent event) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("tenantId", event.tenantId());
        facts.put("eventId", event.id());
        facts.put("eventType", event.type());
        facts.put("source", event.source());
        event.time().ifPresent(time -> facts.put("eventTime", time.toString()));
        event.userId().ifPresent(id -> facts.put("userId", id));
        event.ownerId().ifPresent(id -> facts.put("ownerId", id));
        event.spaceId().ifPresent(id -> facts.put("spaceId", id));
        event.topLevelResourceId().ifPresent(id -> facts.put("topLevelResourceId", id));
        JsonNode version = event.furtherAttributes().get("eventTypeVersion");
        facts.put("eventTypeVersion", version == null ? "" : clean(version.asText()));
        return facts;
    }

    /** Qlik webhooks §5.2. */
    private void engine(Map<String, Object> facts, ObjectNode data) {
        for (String name : List.of(
                "endedWithMemoryConstraint",
                "isDirectQueryMode",
                "isPartialReload",
                "isSessionApp",
                "isSkipStore",
                "usage",
                "statements",
                "errors",
                "warnings")) {
            copy(data, name, facts, name);
        }
        number(data.path("peakMemoryBytes"), facts, "peakMemoryBytes");
        number(data.path("rowLimit"), facts, "rowLimit");
        number(data.path("size").path("memory"), facts, "sizeMemoryBytes");
        Optional<Duration> duration = duration(data.path("duration"));
        duration.ifPresent(length -> {
            facts.put("usageDuration", length.toString());
            facts.put("executionDuration", format.duration(length));
        });
        time(data.path("endTime")).ifPresent(end -> {
            facts.put("executionStopTime", format.times("stop", end));
            duration.ifPresent(length -> facts.put("executionStartTime", format.times("start", end.minus(length))));
        });
    }

    /** Qlik webhooks §5.3. */
    private void service(Map<String, Object> facts, ObjectNode data) {
        copy(data, "type", facts, "reloadTrigger");
        copy(data, "status", facts, "executionStatusText");
        copy(data, "partial", facts, "isPartialReload");
        copy(data, "appUsage", facts, "usage");
        Optional<Instant> start = time(data.path("startTime"));
        start.ifPresent(at -> facts.put("executionStartTime", format.times("start", at)));
        JsonNode seconds = data.path("durationSeconds");
        if (seconds.isNumber() && seconds.longValue() >= 0 && seconds.longValue() < Integer.MAX_VALUE) {
            Duration length = Duration.ofSeconds(seconds.longValue());
            facts.put("usageDuration", length.toString());
            facts.put("executionDuration", format.duration(length));
            start.ifPresent(at -> facts.put("executionStopTime", format.times("stop", at.plus(length))));
        }
    }

    private void number(JsonNode value, Map<String, Object> facts, String name) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            facts.put(name, format.number(value.longValue()));
        }
    }

    /** Milliseconds today, an ISO 8601 text in older events (Butler MQTT §5). */
    private static Optional<Duration> duration(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
            return Optional.of(Duration.ofMillis(value.longValue()));
        }
        try {
            return value.isTextual() ? Optional.of(Duration.parse(value.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(JsonNode value) {
        try {
            return value.isTextual()
                    ? Optional.of(OffsetDateTime.parse(value.textValue()).toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void copy(ObjectNode data, String field, Map<String, Object> facts, String name) {
        value(data.path(field)).ifPresent(value -> facts.put(name, value));
    }

    /** The plain Java form of a JSON value; nothing for null, which a template cannot tell from absence. */
    private static Optional<Object> value(JsonNode node) {
        if (node.isTextual()) {
            return Optional.of(clean(node.textValue()));
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        if (node.isNumber()) {
            return Optional.of(node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : node.asText());
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(entry -> value(entry).ifPresent(list::add));
            return Optional.of(list);
        }
        return node instanceof ObjectNode object ? Optional.of(object(object)) : Optional.empty();
    }

    private static Map<String, Object> object(ObjectNode node) {
        Map<String, Object> map = new HashMap<>();
        node.properties()
                .forEach(member -> value(member.getValue()).ifPresent(value -> map.put(clean(member.getKey()), value)));
        return map;
    }
}
