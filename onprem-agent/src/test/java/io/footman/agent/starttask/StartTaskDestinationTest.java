package io.footman.agent.starttask;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.FailureReason;
import io.footman.agent.model.Subject;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.qlik.repository.Trouble;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTaskDestinationTest {
    private static final String TASK = FakeSite.RELOAD_TASK;
    private static final Map<String, Object> BY_ID = Map.of("task-ids", List.of("{" + TASK.toUpperCase() + "}"));

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private RepositoryClient client;

    @BeforeEach
    void start() {
        qrs = FakeQrs.start(FakeCertificates.create(folder));
        Settings section = Settings.of(
                "footman.qlik-sense",
                Map.of("repository", qrs.url(), "certificates", folder.toString(), "timeout", "2s"));
        SenseSettings sense = SenseSettings.read(section, Clock.systemUTC());
        assertThat(section.mistakes()).isEmpty();
        client = new RepositoryClient(
                "sense",
                sense.repository().orElseThrow(),
                Clock.systemUTC(),
                new Random(1),
                realAlarms(),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        client.close();
        qrs.close();
    }

    @Test
    void startsATaskThatIsAllowedAndTellsSo() {
        SendResult result = destination(BY_ID).send(request(TASK, Instant.now()));

        assertThat(qrs.started()).containsExactly(TASK);
        Event news = ((SendResult.Delivered) result).news().get(0);
        assertThat(news.kind()).isEqualTo(EventKind.TASK_START_ACCEPTED);
        assertThat(news.subject()).isEqualTo(new Subject(Subject.Type.TASK, TASK, Optional.of("Reload sales")));
        assertThat(news.facts())
                .containsEntry("taskId", TASK)
                .containsEntry("taskName", "Reload sales")
                .containsEntry("result", "started")
                .containsEntry("correlationId", "order-7")
                .containsEntry("replyTopic", "erp/answers");
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tags, nightly, true",
        "tags, Finance, false",
        "tags, Night, false",
        "property, Sales, true",
        "property, sales, true",
        "property, Marketing, false",
        "task-ids, 210832b5-6174-4572-bd19-3e61eda67501, false",
        "nothing, x, false"
    })
    void startsOnlyWhatOneOfTheListsNames(String list, String value, boolean started) {
        qrs.site()
                .add(FakeTask.of(FakeTask.RELOAD, TASK, "Reload sales")
                        .withTags("Nightly")
                        .withProperty("Start", "Sales"));
        Map<String, Object> allow = switch (list) {
            case "property" -> Map.of("custom-properties", Map.of("start", List.of("HR", value)));
            case "nothing" -> Map.of();
            default -> Map.of(list, List.of(value));
        };

        SendResult result = destination(allow).send(request(TASK, Instant.now()));

        assertThat(qrs.started().equals(List.of(TASK))).isEqualTo(started);
        if (!started) {
            SendResult.Permanent refused = (SendResult.Permanent) result;
            assertThat(refused.reason()).isEqualTo(FailureReason.NOT_ALLOWED);
            assertThat(refused.detail()).contains("footman.start-tasks.allow");
            assertThat(refused.news().get(0).kind()).isEqualTo(EventKind.TASK_START_REFUSED);
            assertThat(refused.news().get(0).facts()).containsEntry("taskName", "Reload sales");
        }
    }

    @Test
    void refusesATaskThatDoesNotExistOrIsDisabled() {
        qrs.site().add(FakeTask.of(FakeTask.RELOAD, TASK, "Reload sales").disabled());
        String unknown = FakeTask.guid("ffffffff", 1);

        assertThat(refusal(TASK)).contains("disabled");
        assertThat(refusal(unknown)).contains("no such task");
        assertThat(qrs.started()).isEmpty();
    }

    @Test
    void triesAgainWhileTheRepositoryIsInTrouble() {
        qrs.troubled(Trouble.status(503));

        SendResult result = destination(BY_ID).send(request(TASK, Instant.now()));

        assertThat(result).isInstanceOf(SendResult.Retryable.class);
        assertThat(((SendResult.Retryable) result).newsIfGivenUp().get(0).kind())
                .isEqualTo(EventKind.TASK_START_FAILED);
    }

    @Test
    void givesUpAtOnceWhenTheRepositoryRefusesTheCertificate() {
        qrs.troubled(Trouble.status(403));

        SendResult.Permanent result = (SendResult.Permanent) destination(BY_ID).send(request(TASK, Instant.now()));

        assertThat(result.reason()).isEqualTo(FailureReason.AUTH);
        assertThat(result.news().get(0).kind()).isEqualTo(EventKind.TASK_START_FAILED);
    }

    @Test
    void startsNothingLongAfterItWasAskedFor() {
        SendResult.Permanent result = (SendResult.Permanent)
                destination(BY_ID).send(request(TASK, Instant.now().minus(Duration.ofMinutes(6))));

        assertThat(result.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(result.news().get(0).kind()).isEqualTo(EventKind.TASK_START_FAILED);
        assertThat(qrs.started()).isEmpty();
    }

    @Test
    void givesUpTheRunOfAScheduleWhenItsNextRunIsDue() {
        Instant due = Instant.now().minus(Duration.ofSeconds(13));

        for (int run = 0; run < 3; run++) {
            Instant time = due.plusSeconds(5L * run);
            SendResult result = destination(Map.of()).send(scheduled(time, time.plusSeconds(5)));

            if (run < 2) {
                SendResult.Permanent given = (SendResult.Permanent) result;
                assertThat(given.reason()).isEqualTo(FailureReason.TIMEOUT);
                assertThat(given.detail()).contains("the next run of the schedule was due at " + time.plusSeconds(5));
                assertThat(given.news().get(0).kind()).isEqualTo(EventKind.TASK_START_FAILED);
                assertThat(given.news().get(0).facts())
                        .containsEntry("scheduleId", "s-1")
                        .containsEntry("scheduleDue", time.toString());
            }
        }
        assertThat(qrs.started()).containsExactly(TASK);
    }

    @Test
    void aScheduleThatRunsEverySecondStartsAlthoughEachRunComesAMomentLate() {
        Instant due = Instant.now().minusMillis(1_100);

        assertThat(destination(Map.of()).send(scheduled(due, due.plusSeconds(1))))
                .isInstanceOf(SendResult.Delivered.class);
    }

    @Test
    void eachTaskOfARequestIsADeliveryOfItsOwn() {
        assertThat(destination(BY_ID)
                        .recipients(request(TASK, Instant.now()).context())
                        .addresses())
                .containsExactly(TASK, "second");
    }

    @Test
    void aWrongTaskIdInTheAllowListIsAMistake() {
        Settings section = Settings.of("footman.start-tasks.allow", Map.of("task-ids", List.of("my task")));

        AllowedTasks.read(section);

        assertThat(section.mistakes())
                .hasSize(1)
                .first()
                .asString()
                .contains("footman.start-tasks.allow.task-ids", "my task");
    }

    @Test
    void anAsteriskAllowsEveryTask() {
        SendResult result = destination(Map.of("task-ids", List.of("*"))).send(request(TASK, Instant.now()));

        assertThat(result).isInstanceOf(SendResult.Delivered.class);
    }

    private String refusal(String task) {
        return ((SendResult.Permanent)
                        destination(Map.of("task-ids", List.of(task))).send(request(task, Instant.now())))
                .detail();
    }

    private StartTaskDestination destination(Map<String, Object> allow) {
        Settings section = Settings.of("footman.start-tasks.allow", allow);
        AllowedTasks allowed = AllowedTasks.read(section);
        assertThat(section.mistakes()).isEmpty();
        return new StartTaskDestination(allowed, () -> client, Clock.systemUTC());
    }

    private static Alert request(String task, Instant at) {
        Event event = new Event(
                "request-1",
                "request-1",
                EventKind.TASK_START_REQUESTED,
                at,
                new EventSource(EventSource.Platform.QLIK_SENSE, "sense"),
                new Subject(Subject.Type.TASK, task, Optional.empty()),
                Map.of(
                        "taskIds", List.of(task, "second"),
                        "correlationId", "order-7",
                        "replyTopic", "erp/answers"));
        return new Alert("key", task, EventContext.of(event), 0, Optional.empty());
    }

    private static Alert scheduled(Instant due, Instant next) {
        Event event = new Event(
                "schedule:s-1:" + due,
                "schedule:s-1:" + due,
                EventKind.TASK_START_REQUESTED,
                due,
                new EventSource(EventSource.Platform.QLIK_SENSE, "sense"),
                new Subject(Subject.Type.TASK, TASK, Optional.empty()),
                new ScheduleOrigin("s-1", "Often", due, Optional.of(next)).request(TASK));
        return new Alert("key", TASK, EventContext.of(event), 0, Optional.empty());
    }

    private static Alarms realAlarms() {
        return (time, task) -> {
            long millis = Math.max(0, Duration.between(Instant.now(), time).toMillis());
            CompletableFuture<Void> call =
                    CompletableFuture.runAsync(task, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
            return () -> call.cancel(false);
        };
    }
}
