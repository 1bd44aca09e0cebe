package io.footman.agent.intake.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.footman.agent.intake.RefusalReason;
import io.footman.agent.intake.RefusedException;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.Subject;
import io.footman.agent.model.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramReaderTest {
    static final String TASK = "210832b5-6174-4572-bd19-3e61eda675ef";
    static final String APP = "31ee79a6-0949-4175-ba0e-1866a60e3336";
    static final String EXECUTION = "4bf1c1f3-8f1e-4c0e-9b61-3a5f6a0d1f55";
    static final Instant NOW = Instant.parse("2026-11-20T07:15:32Z");
    static final SenseEvents EVENTS = new SenseEvents("sense-prod", ZoneId.of("Europe/Stockholm"));

    private static final String TAIL = ";2026-11-20 08:15:31,123;ERROR;" + EXECUTION + ";Max retries reached";

    private final DatagramReader tasks = new DatagramReader(EVENTS, DatagramReader.Untyped.PROVEN_TASKS);
    private final DatagramReader users = new DatagramReader(EVENTS, DatagramReader.Untyped.USER_ACTIVITIES);

    @Test
    void tellsWhatTheSchedulerSaysUnderButlersNames() throws Exception {
        Event event =
                read("/scheduler-task-failed/;sense1;Reload sales;Sales report;LAB\\jdoe;" + TASK + ";" + APP + TAIL);

        assertThat(event.id()).isEqualTo("qlik-sense:sense-prod:task-failed:" + EXECUTION + ":" + TASK);
        assertThat(event.occurrence()).isEqualTo(event.id());
        assertThat(event.kind()).isEqualTo(EventKind.ofUnknownTask(TaskOutcome.FAILED));
        assertThat(event.time()).isEqualTo("2026-11-20T07:15:31.123Z");
        assertThat(event.source()).isEqualTo(new EventSource(EventSource.Platform.QLIK_SENSE, "sense-prod"));
        assertThat(event.subject()).isEqualTo(new Subject(Subject.Type.TASK, TASK, Optional.of("Reload sales")));
        assertThat(event.facts())
                .hasSize(10)
                .containsEntry("hostName", "sense1")
                .containsEntry("taskName", "Reload sales")
                .containsEntry("appName", "Sales report")
                .containsEntry("user", "LAB\\jdoe")
                .containsEntry("taskId", TASK)
                .containsEntry("appId", APP)
                .containsEntry("logTimeStamp", "2026-11-20 08:15:31,123")
                .containsEntry("logLevel", "ERROR")
                .containsEntry("executionId", EXECUTION)
                .containsEntry("logMessage", "Max retries reached");
    }

    @ParameterizedTest
    @CsvSource({
        "/scheduler-task-failed/, task-failed",
        "/SCHEDULER-Task-Failed/, task-failed",
        "scheduler-task-failed, task-failed",
        "/scheduler-reload-failed/, task-failed",
        "/scheduler-reloadtask-failed/, task-failed",
        "/scheduler-task-aborted/, task-aborted",
        "/scheduler-reload-aborted/, task-aborted",
        "/scheduler-task-success/, task-succeeded",
        "/scheduler-task-success//, task-succeeded",
        "/scheduler-reloadtask-success/, task-succeeded",
        "/scheduler-distribute/, distribute-ended"
    })
    void knowsTheTypesOfAllEras(String tag, String kind) throws Exception {
        Event event = read(tag + ";sense1;Task;App;LAB\\jdoe;" + TASK + ";" + APP + TAIL);

        assertThat(event.kind().name()).isEqualTo(kind);
        assertThat(event.id()).isEqualTo("qlik-sense:sense-prod:" + kind + ":" + EXECUTION + ":" + TASK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A;B | App | LAB\\jdoe | A;B | App",
                "Reload task of A;B | A;B | LAB\\jdoe | Reload task of A;B | A;B",
                "A;B;C | (null) | LAB\\jdoe | A;B;C | ",
                "Task | App | no backslash | Task | App",
                "C:\\a;D:\\b | App | LAB\\jdoe | C:\\a;D:\\b | App"
            })
    void semicolonsInNamesLoseNothing(String task, String app, String user, String readTask, String readApp)
            throws Exception {
        Event event = read("/scheduler-task-failed/;sense1;" + task + ";" + app + ";" + user + ";" + TASK + ";" + APP
                + ";2026-11-20 08:15:31,123;ERROR;" + EXECUTION + ";Max; retries; reached");

        assertThat(event.facts())
                .containsEntry("hostName", "sense1")
                .containsEntry("taskName", readTask)
                .containsEntry("user", user)
                .containsEntry("taskId", TASK)
                .containsEntry("appId", APP)
                .containsEntry("executionId", EXECUTION)
                .containsEntry("logMessage", "Max; retries; reached");
        assertThat(event.facts().get("appName")).isEqualTo(readApp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(null)", " ", "00000000-0000-0000-0000-000000000000"})
    void whatIsNotSetIsAbsent(String unset) throws Exception {
        Event event = read("/scheduler-task-success//;sense1;Sync users;" + (unset.contains("0") ? "" : unset)
                + ";(null);" + TASK + ";" + unset + ";2026-11-20 08:15:31,123;INFO;" + unset + ";");

        assertThat(event.facts()).containsOnlyKeys("hostName", "taskName", "taskId", "logTimeStamp", "logLevel");
        assertThat(event.id())
                .startsWith("qlik-sense:sense-prod:task-succeeded:")
                .hasSizeGreaterThan(60);
    }

    @Test
    void messagesWithoutExecutionIdAreOneWithinASecondOnly() throws Exception {
        String text = "/scheduler-task-failed/;sense1;T;A;U;" + TASK + ";;2026-11-20 08:15:31,123;WARN;;gone";
        Event first = read(text);

        assertThat(read(text).id()).isEqualTo(first.id());
        assertThat(tasks.read(bytes(text), NOW.plusSeconds(1)).id()).isNotEqualTo(first.id());
        assertThat(read(text.replace("gone", "again")).id()).isNotEqualTo(first.id());
    }

    @Test
    void readsTheFileOf2020ThatLacksASemicolon() throws Exception {
        Event event = read("/scheduler-reload-failed/;sense1;T;A;LAB\\u;" + TASK + ";" + APP
                + ";2026-11-20 08:15:31,123;WARN" + EXECUTION + ";Max retries; reached");

        assertThat(event.facts())
                .containsEntry("logLevel", "WARN")
                .containsEntry("executionId", EXECUTION)
                .containsEntry("logMessage", "Max retries; reached");
    }

    @Test
    void readsMessagesWithoutTypeWhenTheirFormProvesThem() throws Exception {
        Event event = read("sense1;Reload sales;Sales;LAB\\jdoe;" + TASK + ";" + APP + TAIL);

        assertThat(event.kind().name()).isEqualTo("task-failed");
        assertThat(event.facts()).containsEntry("hostName", "sense1").containsEntry("executionId", EXECUTION);
    }

    @Test
    void takesTheOldestMessagesOnlyWhenAsked() throws Exception {
        String oldest = "sense1;Reload sales;Sales;jdoe";
        assertThat(refusal(tasks, oldest)).isEqualTo(RefusalReason.UNKNOWN_TYPE);
        DatagramReader any = new DatagramReader(EVENTS, DatagramReader.Untyped.ANY_TASKS);

        assertThat(any.read(bytes(oldest), NOW).facts())
                .containsEntry("taskName", "Reload sales")
                .containsEntry("appName", "Sales")
                .containsEntry("user", "jdoe");
        assertThat(any.read(bytes(oldest + ";It; failed;ERROR"), NOW).facts())
                .containsEntry("logMessage", "It; failed")
                .containsEntry("logLevel", "ERROR");
        assertThat(refusal(any, "/unknown/;a;b;c")).isEqualTo(RefusalReason.UNKNOWN_TYPE);
        assertThat(refusal(any, "noise")).isEqualTo(RefusalReason.UNKNOWN_TYPE);
    }

    @Test
    void readsAForeignDatePatternByPosition() throws Exception {
        Event event = read(
                "/scheduler-task-failed/;sense1;T;A;LAB\\u;" + TASK + ";" + APP + ";20 Nov;WARN;" + EXECUTION + ";m");

        assertThat(event.facts()).containsEntry("logTimeStamp", "20 Nov").containsEntry("executionId", EXECUTION);
        assertThat(event.time()).isEqualTo(NOW);
    }

    @Test
    void aLogTimeOfAnotherTimeZoneIsNotBelieved() throws Exception {
        assertThat(read("/scheduler-task-failed/;s;T;A;U;" + TASK + ";;2026-11-20 02:15:31,123;WARN;;m")
                        .time())
                .isEqualTo(NOW);
    }

    @Test
    void toleratesByteOrderMarkLineEndsAndForeignEncodings() throws Exception {
        Event event = read("\uFEFF/scheduler-task-failed/;sense1;Förs\u0007älj;A;LAB\\u;" + TASK + ";" + APP
                + ";2026-11-20 08:15:31,123;WARN;" + EXECUTION + ";one\r\ntwo\r\n");
        assertThat(event.facts()).containsEntry("taskName", "Försälj").containsEntry("logMessage", "one two");

        byte[] ansi = ("/scheduler-task-failed/;sense1;Försäljning;A;LAB\\u;" + TASK + ";" + APP + TAIL)
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(tasks.read(ansi, NOW).facts()).containsEntry("taskName", "F\uFFFDrs\uFFFDljning");
    }

    @Test
    void longTextsAreCutAndSaySo() throws Exception {
        Event event = read("/scheduler-task-failed/;sense1;" + "n".repeat(600) + ";A;LAB\\u;" + TASK + ";" + APP
                + ";2026-11-20 08:15:31,123;WARN;" + EXECUTION + ";" + "😀".repeat(6_000));

        assertThat(event.facts()).containsEntry("taskName", "n".repeat(500) + "…[cut, 100 characters]");
        assertThat(event.facts()).containsEntry("logMessage", "😀".repeat(5_000) + "…[cut, 2000 characters]");
    }

    @Test
    void readsEngineMessages() throws Exception {
        Event event = read(
                "/engine-reload-failed/;sense2;" + APP + ";session-1;LAB;jdoe;2026-11-20 08:15:31,123;ERROR;No; space");

        assertThat(event.kind()).isEqualTo(EventKind.ENGINE_RELOAD_FAILED);
        assertThat(event.subject()).isEqualTo(new Subject(Subject.Type.APP, APP, Optional.empty()));
        assertThat(event.facts())
                .containsEntry("hostName", "sense2")
                .containsEntry("appId", APP)
                .containsEntry("user", "LAB\\jdoe")
                .containsEntry("logLevel", "ERROR")
                .containsEntry("logMessage", "No; space");
    }

    @ParameterizedTest
    @CsvSource({
        "Start session, session-started",
        "stop SESSION, session-stopped",
        "Open connection, connection-opened",
        "Close connection, connection-closed"
    })
    void readsUserActivitiesOfAllEras(String command, String kind) throws Exception {
        String rest = "server1;" + command + ";LAB;goran;https://sense;/app/" + APP + "?reloadUri=x;UserAgent: 'a; b'";
        for (String tag : new String[] {
            "/proxy-session/", "/proxy-connection/", "/qseow-proxy-session/", "/qseow-proxy-connection/"
        }) {
            Event event = users.read(bytes(tag + ";" + rest), NOW);
            assertThat(event.kind().name()).isEqualTo(kind);
            assertThat(event.subject()).isEqualTo(new Subject(Subject.Type.USER, "LAB\\goran", Optional.empty()));
            assertThat(event.facts())
                    .containsEntry("hostName", "server1")
                    .containsEntry("command", command)
                    .containsEntry("userDirectory", "LAB")
                    .containsEntry("userId", "goran")
                    .containsEntry("user", "LAB\\goran")
                    .containsEntry("origin", "https://sense")
                    .containsEntry("appId", APP)
                    .containsEntry("logMessage", "UserAgent: 'a; b'");
        }
        assertThat(users.read(bytes("server1;" + command + ";LAB;goran"), NOW)
                        .kind()
                        .name())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/proxy-session/;server1;Delete app;LAB;goran;o;c;m | UNKNOWN_COMMAND",
                "server1;Delete app;LAB;goran | UNKNOWN_COMMAND",
                "/proxy-session/;server1;Start session | MALFORMED",
                "noise | UNKNOWN_TYPE"
            })
    void refusesOtherUserActivities(String text, RefusalReason reason) {
        assertThat(refusal(users, text)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | MALFORMED",
                "' ' | MALFORMED",
                "; | UNKNOWN_TYPE",
                "/scheduler-task-failed/ | MALFORMED",
                "/scheduler-task-failed/;a;b;c | MALFORMED",
                "/scheduler-task-failed/;s;t;a;u;no-id;no-id;2026-11-20 08:15:31,123;WARN;x;m | MALFORMED",
                "/engine-reload-failed/;s;no-id;x;d;u;t;l;m | MALFORMED",
                "/engine-reload-failed/;s | MALFORMED",
                "/qseow-scheduler/;12;x | UNKNOWN_TYPE",
                "/scheduler-task-event/;s;t;a;u;;;2026-11-20 08:15:31,123;INFO;;Something else | UNKNOWN_TYPE",
                "/scheduler-task-event/;s;t | MALFORMED",
                "host;task;app;user;x;y;2026-11-20 08:15:31,123;WARN;x;m | UNKNOWN_TYPE"
            })
    void refusesWhatItDoesNotKnow(String text, RefusalReason reason) {
        assertThat(refusal(tasks, text)).isEqualTo(reason);
    }

    private Event read(String text) throws RefusedException {
        return tasks.read(bytes(text), NOW);
    }

    private static RefusalReason refusal(DatagramReader reader, String text) {
        return catchThrowableOfType(RefusedException.class, () -> reader.read(bytes(text), NOW))
                .reason();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
