package io.footman.agent.starttask;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StartReplyDestinationTest {
    private final List<Mqtt5Publish> published = new ArrayList<>();

    @Test
    void saysWhatBecameOfTheTaskAndLeavesOpenWhatIsNotKnown() {
        destination(CompletableFuture.failedFuture(new IOException("x")))
                .send(alert(Map.of("replyTopic", "erp/answers")));

        Mqtt5Publish message = published.get(0);
        assertThat(message.getTopic()).hasToString("erp/answers");
        assertThat(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"correlationId\":null,\"taskId\":\"t1\",\"taskName\":null,\"result\":\"failed\","
                        + "\"reason\":\"it was away\",\"time\":\"2026-11-20T10:00:00Z\"}");
        assertThat(message.getCorrelationData()).isEmpty();
    }

    @Test
    void isTriedAgainWhileThereIsNoConnection() {
        SendResult result = destination(CompletableFuture.failedFuture(new IOException("not connected: refused")))
                .send(alert(Map.of("replyTopic", "erp/answers")));

        assertThat(result).isInstanceOf(SendResult.Retryable.class);
        assertThat(((SendResult.Retryable) result).reason()).isEqualTo(FailureReason.UNREACHABLE);
        assertThat(((SendResult.Retryable) result).detail()).contains("not connected: refused");
    }

    @Test
    void withoutTopicThereIsNobodyToAnswer() {
        StartReplyDestination destination = destination(new CompletableFuture<>());

        assertThat(destination.recipients(alert(Map.of()).context()).addresses())
                .isEmpty();
        assertThat(destination.recipients(alert(Map.of()).context()).whyNobody())
                .contains("no topic");
    }

    private StartReplyDestination destination(CompletableFuture<Mqtt5PublishResult> answer) {
        return new StartReplyDestination(message -> {
            published.add(message);
            return answer;
        });
    }

    private static Alert alert(Map<String, Object> further) {
        Map<String, Object> facts = new java.util.HashMap<>(further);
        facts.putAll(Map.of("taskId", "t1", "result", "failed", "reason", "it was away"));
        Event event = new Event(
                "r",
                "r",
                EventKind.TASK_START_FAILED,
                Instant.parse("2026-11-20T10:00:00Z"),
                new EventSource(EventSource.Platform.QLIK_SENSE, "sense"),
                new Subject(Subject.Type.TASK, "t1", Optional.empty()),
                facts);
        return new Alert(
                "k", (String) further.getOrDefault("replyTopic", ""), EventContext.of(event), 0, Optional.empty());
    }
}
