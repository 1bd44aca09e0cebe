package io.footman.agent.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartRequestReaderTest {
    private static final String TASK = "210832b5-6174-4572-bd19-3e61eda675ef";
    private static final String OTHER = "210832b5-6174-4572-bd19-3e61eda67501";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final StartRequestReader reader = reader(NOW);

    @ParameterizedTest
    @ValueSource(
            strings = {
                TASK,
                "210832B5-6174-4572-BD19-3E61EDA675EF",
                "  {210832b5-6174-4572-bd19-3e61eda675ef}\n",
                "\"210832b5-6174-4572-bd19-3e61eda675ef\"",
                "210832b561744572bd193e61eda675ef",
                "{\"taskId\":\"" + TASK + "\"}",
                "{\"taskIds\":[\"" + TASK + "\",\"{" + TASK + "}\"],\"other\":1}"
            })
    void takesATaskIdInEverySpelling(String payload) throws Exception {
        Event event = read(payload);

        assertThat(event.kind()).isEqualTo(EventKind.TASK_START_REQUESTED);
        assertThat(event.facts()).containsEntry("taskIds", List.of(TASK)).hasSize(1);
        assertThat(event.subject()).isEqualTo(new Subject(Subject.Type.TASK, TASK, Optional.empty()));
        assertThat(event.source().name()).isEqualTo("sense");
        assertThat(event.time()).isEqualTo(NOW);
    }

    @Test
    void takesSeveralTasksWithCorrelationAndReplyTopic() throws Exception {
        Event event = read("{\"taskIds\":[\"" + TASK + "\",\"" + OTHER + "\"],\"correlationId\":\"order-7\","
                + "\"replyTopic\":\"erp/answers\"}");

        assertThat(event.facts())
                .containsEntry("taskIds", List.of(TASK, OTHER))
                .containsEntry("correlationId", "order-7")
                .containsEntry("replyTopic", "erp/answers");
    }

    @Test
    void honoursResponseTopicAndCorrelationDataOfMqtt5() throws Exception {
        Event event = reader.read(new Message(
                "t",
                bytes(TASK),
                Optional.empty(),
                Optional.empty(),
                Optional.of("erp/answers"),
                Optional.of("AQI="),
                false));

        assertThat(event.facts()).containsEntry("replyTopic", "erp/answers").containsEntry("correlationData", "AQI=");
    }

    @Test
    void aRepeatedRequestIsTheSameWhenItIsNamedAndWithinASecondElse() throws Exception {
        String named = "{\"taskId\":\"" + TASK + "\",\"correlationId\":\"order-7\"}";

        assertThat(reader(NOW.plusSeconds(3600)).read(message(named)).id())
                .isEqualTo(read(named).id());
        assertThat(reader(NOW.plusMillis(900)).read(message(TASK)).id())
                .isEqualTo(read(TASK).id());
        assertThat(reader(NOW.plusSeconds(1)).read(message(TASK)).id())
                .isNotEqualTo(read(TASK).id());
        assertThat(read(named.replace("-7", "-8")).id())
                .isNotEqualTo(read(named).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start my task",
                "210832b5617445 72bd193e61eda675ef",
                "{",
                "{}",
                "[]",
                "{\"taskIds\":\"x\"}",
                "{\"taskIds\":[]}",
                "{\"taskIds\":[1]}",
                "{\"taskId\":{\"id\":1}}",
                "{\"taskId\":\"../../app\"}",
                "{\"taskId\":\"210832b5-6174-4572-bd19-3e61eda675ef\",\"replyTopic\":\"a/#\"}",
                "{\"taskId\":\"210832b5-6174-4572-bd19-3e61eda675ef\",\"replyTopic\":\"+/a\"}",
                "{\"taskId\":\"210832b5-6174-4572-bd19-3e61eda675ef\",\"replyTopic\":\"$SYS/a\"}",
                "{\"taskId\":\"210832b5-6174-4572-bd19-3e61eda675ef\",\"replyTopic\":\"qscloud/x\"}",
                "{\"taskId\":\"210832b5-6174-4572-bd19-3e61eda675ef\",\"replyTopic\":\"qliksense/start_task\"}"
            })
    void refusesEverythingElse(String payload) {
        assertThat(refusal(payload)).isNotBlank();
    }

    @Test
    void refusesTooMuchAndRetainedMessages() {
        String ids = IntStream.range(0, 101)
                .mapToObj(i -> String.format("\"210832b5-6174-4572-bd19-3e61eda6%04d\"", i))
                .collect(Collectors.joining(","));
        assertThat(refusal("{\"taskIds\":[" + ids + "]}")).contains("101 task ids", "100");
        assertThat(refusal("x".repeat(StartRequestReader.LARGEST + 1))).contains("65537 bytes");
        assertThat(refusal("{\"taskId\":\"" + TASK + "\",\"correlationId\":\"" + "x".repeat(201) + "\"}"))
                .contains("correlationId");
        Message retained = new Message(
                "t", bytes(TASK), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
        assertThat(catchThrowableOfType(RefusedException.class, () -> reader.read(retained)))
                .hasMessageContaining("retained");
    }

    private Event read(String payload) throws RefusedException {
        return reader.read(message(payload));
    }

    private String refusal(String payload) {
        return catchThrowableOfType(RefusedException.class, () -> read(payload)).detail();
    }

    private static Message message(String payload) {
        return new Message("qliksense/start_task", bytes(payload), Optional.empty(), Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static StartRequestReader reader(Instant now) {
        return new StartRequestReader(
                "sense",
                List.of(MqttTopicFilter.of("qliksense/start_task"), MqttTopicFilter.of("qscloud/#")),
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
