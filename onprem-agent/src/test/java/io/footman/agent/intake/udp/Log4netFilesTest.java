package io.footman.agent.intake.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.intake.StubJournal;
import io.footman.agent.intake.udp.LogConfig.Appender;
import io.footman.agent.intake.udp.LogConfig.Datagram;
import io.footman.agent.intake.udp.LogConfig.LogEvent;
import io.footman.agent.model.Event;
import io.footman.agent.time.VirtualTime;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that administrators copy, and Butler's patterns: what log4net prints by them goes through the real door. */
class Log4netFilesTest {
    private static final String MANAGER = "System.Scheduler.Scheduler.Master.Task.TaskSession";
    private static final String WORKER = "System.Scheduler.Scheduler.Slave.Tasks.ReloadTask";
    private static final String PROXY = "AuditActivity.Proxy";
    private static final int LARGEST_FILE = 1 << 20;
    private static final Map<String, String> TASK = Map.of(
            "TaskName",
            "Reload; försäljning",
            "AppName",
            "Försäljning €",
            "User",
            "LAB\\jdoe",
            "TaskId",
            DatagramReaderTest.TASK,
            "AppId",
            DatagramReaderTest.APP,
            "ExecutionId",
            DatagramReaderTest.EXECUTION);
    private static final Map<String, String> USER = Map.of(
            "Command", "Start session",
            "UserDirectory", "LAB",
            "UserId", "göran",
            "Origin", "Proxy",
            "Context", "/app/" + DatagramReaderTest.APP + "?reloadUri=x");

    private final StubJournal journal = new StubJournal();
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T08:15:32Z"));
    private UdpDoor door;

    @BeforeEach
    void open() {
        Settings footman = Settings.of(
                "footman",
                Map.of(
                        "udp",
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "task-events",
                                Map.of("port", 0),
                                "user-events",
                                Map.of("port", 0))));
        door = new UdpDoor(
                UdpSettings.read(footman),
                host -> List.of(),
                ZoneOffset.UTC,
                journal,
                time,
                time,
                new SimpleMeterRegistry());
        door.start();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                MANAGER + " | Max retries reached | task-failed",
                MANAGER + " | Failed to start session; no node | task-failed",
                MANAGER + " | Could not reserve an executor for task | task-failed",
                MANAGER + " | Execution State Change to Aborting | task-aborted",
                MANAGER + " | Execution State Change to FinishedSuccess | task-succeeded",
                WORKER + " | Exiting execute of Distribute task request. | distribute-ended"
            })
    void theSchedulersFileTellsHowTasksEnd(String logger, String message, String kind) throws Exception {
        LogEvent logged = new LogEvent(logger, "INFO", message, TASK);

        Event event = through(scheduler().send(logged));

        assertThat(event.kind().name()).isEqualTo(kind);
        assertThat(event.facts())
                .hasSize(10)
                .containsEntry("hostName", "sense1")
                .containsEntry("taskName", "Reload; försäljning")
                .containsEntry("appName", "Försäljning €")
                .containsEntry("user", "LAB\\jdoe")
                .containsEntry("taskId", DatagramReaderTest.TASK)
                .containsEntry("appId", DatagramReaderTest.APP)
                .containsEntry("logTimeStamp", "2026-11-20 08:15:31,123")
                .containsEntry("logLevel", "INFO")
                .containsEntry("executionId", DatagramReaderTest.EXECUTION)
                .containsEntry("logMessage", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Start session | Start session for user LAB\\göran; UserAgent: 'x' | session-started",
                "Stop session | Stop session for user LAB\\göran | session-stopped",
                "Open connection | Web socket connection Opened for session 1 | connection-opened",
                "Close connection | Web socket connection Closed for session 1 | connection-closed"
            })
    void theProxysFileTellsWhoComesAndGoes(String command, String message, String kind) throws Exception {
        Map<String, String> properties = new java.util.HashMap<>(USER);
        properties.put("Command", command);

        Event event = through(proxy().send(new LogEvent(PROXY, "INFO", message, properties)));

        assertThat(event.kind().name()).isEqualTo(kind);
        assertThat(event.facts())
                .containsEntry("hostName", "sense1")
                .containsEntry("command", command)
                .containsEntry("user", "LAB\\göran")
                .containsEntry("origin", "Proxy")
                .containsEntry("appId", DatagramReaderTest.APP)
                .containsEntry("logMessage", message);
    }

    @Test
    void tasksWithoutAppAndExecutionAreTold() throws Exception {
        LogEvent logged = new LogEvent(
                MANAGER, "INFO", "Max retries reached", Map.of("TaskName", "Sync", "TaskId", DatagramReaderTest.TASK));

        assertThat(through(scheduler().send(logged)).facts())
                .containsOnlyKeys("hostName", "taskName", "taskId", "logTimeStamp", "logLevel", "logMessage");
    }

    @Test
    void otherMessagesStayOnTheirMachine() throws Exception {
        assertThat(scheduler().send(new LogEvent(MANAGER, "INFO", "Execution State Change to Started", TASK)))
                .isEmpty();
        assertThat(scheduler().send(new LogEvent("System.Scheduler", "ERROR", "Max retries reached", TASK)))
                .isEmpty();
        assertThat(proxy().send(new LogEvent(PROXY, "INFO", "User logged in", USER)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduler", "proxy"})
    void theFilesKeepQliksRulesAndHaveOneAddressToEdit(String service) throws Exception {
        LogConfig config = new LogConfig(file(service));
        assertThat(Files.size(file(service))).isLessThan(LARGEST_FILE);
        String text = Files.readString(file(service));
        assertThat(text.split("name=\"remoteAddress\"", -1)).hasSize(2);
        assertThat(text).doesNotContain("CDATA", "DOCTYPE", "\t");
        assertThat(config.appenders()).isNotEmpty();
        for (Appender appender : config.appenders()) {
            assertThat(appender.type()).isEqualTo("log4net.Appender.UdpAppender");
            assertThat(appender.parameter("encoding")).isEqualTo("utf-8");
            assertThat(appender.parameter("remoteAddress")).isNotBlank();
            assertThat(appender.filters().get(appender.filters().size() - 1).getAttribute("type"))
                    .isEqualTo("log4net.Filter.DenyAllFilter");
            assertThat(appender.layout().getElementsByTagName("converter").getLength())
                    .as("%%hostname is no conversion of log4net's own")
                    .isEqualTo(1);
        }
        List<String> names = config.appenders().stream().map(Appender::name).toList();
        assertThat(config.loggers().values())
                .allSatisfy(references -> assertThat(names).containsAll(references));
    }

    @Test
    void theFilesSendToTheDefaultPorts() throws Exception {
        assertThat(scheduler().appenders()).allMatch(appender -> port(appender) == UdpSettings.TASK_EVENTS_PORT);
        assertThat(proxy().appenders()).allMatch(appender -> port(appender) == UdpSettings.USER_EVENTS_PORT);
    }

    /** Butler UDP §1, §7 and log4net Qlik §4, §5: what its appender files print, from 2017 until today. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/scheduler-task-failed/;FIELDS | 9998 | task-failed",
                "/scheduler-task-aborted/;FIELDS | 9998 | task-aborted",
                "/scheduler-task-success//;FIELDS | 9998 | task-succeeded",
                "/scheduler-distribute/;FIELDS | 9998 | distribute-ended",
                "/scheduler-reload-failed/;FIELDS | 9998 | task-failed",
                "/scheduler-reload-aborted/;FIELDS | 9998 | task-aborted",
                "/scheduler-reloadtask-failed/;FIELDS | 9998 | task-failed",
                "/scheduler-reloadtask-success/;FIELDS | 9998 | task-succeeded",
                "/scheduler-reload-failed/;GLUED | 9998 | task-failed",
                "FIELDS | 9998 | task-failed",
                "/engine-reload-failed/;%hostname;%property{AppId};%property{SessionId};%property{ActiveUserDirectory};"
                        + "%property{ActiveUserId};%date;%level;%message | 9998 | engine-reload-failed",
                "/proxy-session/;ACTIVITY | 9997 | session-started",
                "/proxy-connection/;ACTIVITY | 9997 | session-started",
                "/qseow-proxy-session/;ACTIVITY | 9997 | session-started",
                "%hostname;%property{Command};%property{UserDirectory};%property{UserId} | 9997 | session-started"
            })
    void theFilesOfButlerWorkUnchanged(String shorthand, int port, String kind) throws Exception {
        String front = "%hostname;%property{TaskName};%property{AppName};%property{User};%property{TaskId};"
                + "%property{AppId};%date;%level";
        String pattern = shorthand
                .replace("FIELDS", front + ";%property{ExecutionId};%message")
                .replace("GLUED", front + "%property{ExecutionId};%message")
                .replace(
                        "ACTIVITY",
                        "%hostname;%property{Command};%property{UserDirectory};%property{UserId};%property{Origin};"
                                + "%property{Context};%message");
        Map<String, String> properties = new java.util.HashMap<>(TASK);
        properties.putAll(USER);
        LogEvent logged = new LogEvent(MANAGER, "WARN", "It; is; so", properties);

        Event event = through(List.of(new Datagram(port, LogConfig.print(pattern, logged))));

        assertThat(event.kind().name()).isEqualTo(kind);
        if (kind.startsWith("task") || kind.startsWith("distribute")) {
            assertThat(event.facts())
                    .containsEntry("taskName", "Reload; försäljning")
                    .containsEntry("executionId", DatagramReaderTest.EXECUTION)
                    .containsEntry("logMessage", "It; is; so");
        }
    }

    private Event through(List<Datagram> datagrams) throws Exception {
        assertThat(datagrams).hasSize(1);
        Datagram datagram = datagrams.get(0);
        boolean task = datagram.port() == UdpSettings.TASK_EVENTS_PORT;
        try (Sender sender = new Sender(task ? door.taskEventsPort() : door.userEventsPort())) {
            sender.send(datagram.text());
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> journal.events().size() == 1);
        return journal.events().get(0);
    }

    private static int port(Appender appender) {
        return Integer.parseInt(appender.parameter("remotePort"));
    }

    private static LogConfig scheduler() throws Exception {
        return new LogConfig(file("scheduler"));
    }

    private static LogConfig proxy() throws Exception {
        return new LogConfig(file("proxy"));
    }

    /** Tests run in the module's folder. */
    private static Path file(String service) {
        return Path.of("..", "qlik", "log4net", service, "LocalLogConfig.xml");
    }
}
