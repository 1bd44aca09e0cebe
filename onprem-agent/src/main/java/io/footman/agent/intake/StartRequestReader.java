package io.footman.agent.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a request to start tasks into an event. The payload is a task's id as plain text (Butler MQTT §4.4), or JSON with
 * {@code taskId} or {@code taskIds}, and if wanted {@code correlationId} and {@code replyTopic}.
 */
final class StartRequestReader implements MessageReader {
    static final int LARGEST = 64 << 10;
    static final int MOST_TASKS = 100;
    static final int LONGEST_CORRELATION = 200;

    /** In bytes; brokers take no more (MQTT 5 §1.5.4). */
    private static final int LONGEST_TOPIC = 500;

    private static final int DIGEST_BYTES = 16;
    private static final Pattern GUID = Pattern.compile(
            "[{(\"']?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})[})\"']?");
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final String site;
    private final List<MqttTopicFilter> heard;
    private final Clock clock;

    /**
     * Reads the requests for one site.
     *
     * @param site its configured name
     * @param heard what the agent is subscribed to: no answer may go there, it would come back as a message
     */
    StartRequestReader(String site, List<MqttTopicFilter> heard, Clock clock) {
        this.site = site;
        this.heard = List.copyOf(heard);
        this.clock = clock;
    }

    /** A request as it was written, before it is judged. */
    private record Request(List<String> taskIds, Optional<String> correlationId, Optional<String> replyTopic) {}

    @Override
    public Event read(Message message) throws RefusedException {
        if (message.payload().length > LARGEST) {
            throw new RefusedException(
                    RefusalReason.TOO_LARGE, message.payload().length + " bytes; at most " + LARGEST + " are accepted");
        }
        if (message.retained()) {
            throw malformed("the message is retained, so the task would start with every restart of the agent");
        }
        String text = new String(message.payload(), StandardCharsets.UTF_8).strip();
        Request request = text.startsWith("{")
                        && !GUID.matcher(text.toLowerCase(Locale.ROOT)).matches()
                ? json(text)
                : new Request(List.of(text), Optional.empty(), Optional.empty());
        List<String> ids = ids(request.taskIds());
        Map<String, Object> facts = new HashMap<>();
        facts.put("taskIds", ids);
        request.correlationId().ifPresent(id -> facts.put("correlationId", id));
        message.correlationData().ifPresent(data -> facts.put("correlationData", data));
        Optional<String> replyTopic = request.replyTopic().or(message::responseTopic);
        if (replyTopic.isPresent()) {
            facts.put("replyTopic", replyTopic(replyTopic.get()));
        }
        return event(ids, facts, message);
    }

    private Event event(List<String> ids, Map<String, Object> facts, Message message) {
        Instant now = clock.instant();
        // With something that tells requests apart a repeated message is one request; without, only within a second.
        boolean named = facts.containsKey("correlationId") || facts.containsKey("correlationData");
        String distinct = named
                ? "" + facts.get("correlationId") + "|" + facts.get("correlationData")
                : "" + now.getEpochSecond();
        String id = "start-tasks:" + site + ":" + digest(message.payload(), distinct);
        Subject subject = ids.size() == 1
                ? new Subject(Subject.Type.TASK, ids.get(0), Optional.empty())
                : new Subject(Subject.Type.OTHER, String.join(" ", ids), Optional.of(ids.size() + " tasks"));
        EventSource source = new EventSource(EventSource.Platform.QLIK_SENSE, site);
        return new Event(id, id, EventKind.TASK_START_REQUESTED, now, source, subject, facts);
    }

    private static Request json(String text) throws RefusedException {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw malformed("neither a task id nor valid JSON");
        }
        List<String> ids = new ArrayList<>();
        JsonNode many = node.path("taskIds");
        if (many.isArray()) {
            many.forEach(id -> ids.add(id.isTextual() ? id.textValue() : ""));
        } else if (!many.isMissingNode()) {
            throw malformed("taskIds must be a list of task ids");
        }
        text(node, "taskId").ifPresent(ids::add);
        return new Request(ids, text(node, "correlationId"), text(node, "replyTopic"));
    }

    private static Optional<String> text(JsonNode node, String field) throws RefusedException {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        boolean tooLong = field.equals("correlationId") && value.asText().length() > LONGEST_CORRELATION;
        if (!value.isValueNode() || tooLong) {
            throw malformed(field + " must be a text of at most " + LONGEST_CORRELATION + " characters");
        }
        return Optional.of(value.asText()).filter(found -> !found.isBlank());
    }

    private static List<String> ids(List<String> texts) throws RefusedException {
        if (texts.isEmpty() || texts.size() > MOST_TASKS) {
            throw malformed(texts.size() + " task ids; from 1 to " + MOST_TASKS + " are accepted");
        }
        List<String> ids = new ArrayList<>();
        for (String text : texts) {
            Matcher guid = GUID.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!guid.matches()) {
                throw malformed("no task id at place " + (ids.size() + 1));
            }
            ids.add(String.join("-", guid.group(1), guid.group(2), guid.group(3), guid.group(4), guid.group(5)));
        }
        return ids.stream().distinct().toList();
    }

    private String replyTopic(String text) throws RefusedException {
        MqttTopic topic;
        try {
            topic = MqttTopic.of(text);
        } catch (IllegalArgumentException e) {
            throw malformed("the reply topic is no topic that can be published to");
        }
        if (text.length() > LONGEST_TOPIC || text.startsWith("$")) {
            throw malformed("the reply topic is longer than " + LONGEST_TOPIC + " characters or starts with $");
        }
        if (heard.stream().anyMatch(filter -> filter.matches(topic))) {
            throw malformed("the reply topic is one that the agent itself listens to");
        }
        return text;
    }

    private static String digest(byte[] payload, String distinct) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(payload);
            sha.update(distinct.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(RefusalReason.MALFORMED, "request to start tasks: " + detail);
    }
}
