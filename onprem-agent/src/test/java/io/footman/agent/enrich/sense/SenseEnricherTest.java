package io.footman.agent.enrich.sense;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.enrich.Enrichment;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.model.Owner;
import io.footman.agent.model.TaskOutcome;
import io.footman.agent.model.TaskType;
import io.footman.agent.model.Traits;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.FakeTask.Execution;
import io.footman.agent.qlik.repository.FakeTask.Status;
import io.footman.agent.qlik.repository.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenseEnricherTest {
    @TempDir
    Path folder;

    private Given given;

    @BeforeEach
    void start() {
        given = new Given(folder, Map.of());
    }

    @AfterEach
    void stop() {
        assertThat(given.qrs.wrongCalls()).isEmpty();
        given.close();
    }

    @Test
    void writesButlersVariablesOfAFailedReload() {
        EventContext context = given.completed(Given.failedReload());

        assertThat(context.gaps()).isEmpty();
        assertThat(context.event().kind()).isEqualTo(EventKind.of(TaskType.RELOAD, TaskOutcome.FAILED));
        assertThat(context.event().occurrence()).isEqualTo(Given.SITE + "|reload-task-failed|" + Given.EXECUTION);
        assertThat(context.variables())
                .containsEntry("hostName", "pro2-win1")
                .containsEntry("user", "INTERNAL\\sa_scheduler")
                .containsEntry("taskName", "from the message")
                .containsEntry("taskId", FakeSite.RELOAD_TASK)
                .containsEntry("taskType", "reload-task")
                .containsEntry("taskTags", List.of("Nightly"))
                .containsEntry(
                        "taskCustomProperties",
                        List.of(Map.of(
                                "name", "Butler_FailedTask_Email_NotificationRecipient", "value", "desk@example.com")))
                .containsEntry("taskIsManuallyTriggered", false)
                .containsEntry("taskIsPartialReload", false)
                .containsEntry("taskMaxRetries", 0L)
                .containsEntry("taskModifiedByUsername", "LAB\\jdoe")
                .containsEntry("taskModifiedDate", "2026-11-19T22:00:10.001Z")
                .containsEntry("taskSessionTimeout", 1440L)
                .containsEntry("taskNextExecution", "2026-11-21T02:00:00.000Z")
                .containsEntry("appName", "from the message")
                .containsEntry("appId", FakeSite.SALES_APP)
                .containsEntry("appUrl", "https://localhost/sense/app/" + FakeSite.SALES_APP)
                .containsEntry("appDescription", "Sales & stock <weekly>")
                .containsEntry("appFileSize", 524_288L)
                .containsEntry("appLastSuccessfulReload", "2026-11-19T22:00:05.000Z")
                .containsEntry("appLastModifiedDate", "2026-11-19T22:00:10.001Z")
                .containsEntry("appLastModifiedByUserName", "LAB\\jdoe")
                .containsEntry("appPublishTime", "2026-06-01T08:00:00.000Z")
                .containsEntry("appPublished", true)
                .containsEntry("appTags", List.of("Finance", "Daily"))
                .containsEntry("appCustomProperties", List.of(Map.of("name", "Department", "value", "Sales")))
                .containsEntry("executingNodeName", "sense1.example.com")
                .containsEntry("executionStatusNum", 8)
                .containsEntry("executionStatusText", "FinishedFail")
                .containsEntry("executionDuration", Map.of("hours", 0L, "minutes", 0, "seconds", 8))
                .containsEntry(
                        "executionDetailsConcatenated",
                        "2026-11-20T02:00:01.100Z\tChanging task state to Started\n"
                                + "2026-11-20T02:00:09.800Z\tMax retries reached\n")
                .containsEntry("scriptLogSizeRows", 4L)
                .containsEntry("qlikSenseQMC", "https://localhost/qmc")
                .containsEntry("qlikSenseHub", "https://localhost/hub")
                .containsEntry("appOwnerName", "Jane Doe")
                .containsEntry("appOwnerUserId", "jdoe")
                .containsEntry("appOwnerUserDirectory", "LAB")
                .containsEntry("appOwnerEmail", "jane.doe@example.com");
        assertThat(map(context, "appStreamName")).containsEntry("name", "Finance");
        assertThat(map(context, "executionStartTime"))
                .containsEntry("startTimeUTC", "2026-11-20T02:00:01.100Z")
                .containsEntry("startTimeLocal1", "2026-11-20 03:00:01")
                .containsKeys("startTimeLocal2", "startTimeLocal3", "startTimeLocal4", "startTimeLocal5")
                .doesNotContainKey("year");
        assertThat(map(context, "executionStopTime")).containsEntry("stopTimeLocal1", "2026-11-20 03:00:09");
        assertThat((List<?>) context.variables().get("executionDetails"))
                .hasSize(2)
                .first()
                .satisfies(detail -> assertThat((Map<?, ?>) detail)
                        .isNotNull()
                        .extracting("timestampUTC", "timestampLocal1", "message", "detailsType")
                        .containsExactly(
                                "2026-11-20T02:00:01.100Z",
                                "2026-11-20 03:00:01",
                                "Changing task state to Started",
                                2));
        assertThat(map(context, "taskMetadata")).containsEntry("schemaPath", "ReloadTask");
        assertThat(map(context, "appMetadata")).containsEntry("schemaPath", "App");
        assertThat(context.scriptLog())
                .hasValueSatisfying(log ->
                        assertThat(log.lines()).hasSize(4).last().asString().endsWith("Execution Failed."));
    }

    @Test
    void findsTraitsForTheRules() {
        Traits traits = given.completed(Given.failedReload()).traits();

        assertThat(traits.appTags()).containsExactlyInAnyOrder("Finance", "Daily");
        assertThat(traits.taskTags()).containsExactly("Nightly");
        assertThat(traits.appProperties()).containsEntry("Department", List.of("Sales"));
        assertThat(traits.taskProperties())
                .containsEntry("Butler_FailedTask_Email_NotificationRecipient", List.of("desk@example.com"));
        assertThat(traits.stream()).contains("Finance");
        assertThat(traits.owner())
                .contains(new Owner(
                        "jdoe", Optional.of("LAB"), "Jane Doe", List.of("jane.doe@example.com", "jane@example.org")));
        assertThat(traits.unknown()).isEmpty();
    }

    @Test
    void asksFiveTimesForAFailedReloadAndOnceLessWhenTheOwnerIsKnown() {
        given.completed(Given.failedReload());

        assertThat(given.qrs.record().routes())
                .isEqualTo(Map.of(
                        "GET reloadtask/{id}", 1,
                        "GET app/{id}", 1,
                        "GET user/{id}", 1,
                        "GET reloadtask/{id}/scriptlog", 1,
                        "GET download/reloadtask/{ticket}", 1));
        given.completed(Given.failedReload());
        assertThat(given.qrs.record().calls()).isEqualTo(9);
        // As many as were needed at once, on a busy machine one more; not one for each call.
        assertThat(given.qrs.record().connections()).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "task-failed, " + FakeSite.RELOAD_TASK + ", 8, reload-task-failed",
        "task-aborted, " + FakeSite.RELOAD_TASK + ", 6, reload-task-aborted",
        "task-succeeded, " + FakeSite.RELOAD_TASK + ", 7, reload-task-succeeded",
        "task-failed, " + FakeSite.PROGRAM_TASK + ", 8, external-program-failed",
        "task-aborted, " + FakeSite.PROGRAM_TASK + ", 6, external-program-aborted",
        "task-succeeded, " + FakeSite.PROGRAM_TASK + ", 7, external-program-succeeded",
        "task-failed, " + FakeSite.USER_SYNC_TASK + ", 11, user-sync-failed",
        "task-succeeded, " + FakeSite.USER_SYNC_TASK + ", 7, user-sync-succeeded",
        "task-failed, " + FakeSite.DISTRIBUTE_TASK + ", 8, distribute-failed",
        "task-succeeded, " + FakeSite.PRELOAD_TASK + ", 7, preload-task-succeeded",
        "task-failed, " + FakeSite.PRELOAD_TASK + ", 8, preload-task-failed",
        "distribute-ended, " + FakeSite.DISTRIBUTE_TASK + ", 7, distribute-succeeded",
        "distribute-ended, " + FakeSite.DISTRIBUTE_TASK + ", 6, distribute-aborted",
        "distribute-ended, " + FakeSite.DISTRIBUTE_TASK + ", 8, distribute-failed",
        "distribute-ended, " + FakeSite.DISTRIBUTE_TASK + ", 11, distribute-failed"
    })
    void tellsTheTypeOfTheTaskAndHowItEnded(String received, String taskId, int status, String kind) {
        boolean hasApp = !taskId.equals(FakeSite.PROGRAM_TASK) && !taskId.equals(FakeSite.USER_SYNC_TASK);
        lastExecutions(taskId, Execution.of(1, status));

        EventContext context =
                given.completed(Given.event(new EventKind(received), taskId, hasApp ? FakeSite.SALES_APP : ""));

        assertThat(context.event().kind().name()).isEqualTo(kind);
        assertThat(context.gaps()).isEmpty();
        assertThat(context.variables()).containsEntry("executionStatusNum", status);
        assertThat(context.variables().containsKey("appOwnerName")).isEqualTo(hasApp);
        assertThat(context.scriptLog().isPresent()).isEqualTo(taskId.equals(FakeSite.RELOAD_TASK));
        assertThat(given.qrs.record().calls()).isLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "Reload; sales, from the message",
        "from the message, '; sales'",
        "'Reload …[cut, 12 characters]', from the message",
        "from the message, F\uFFFDrs\uFFFDljning"
    })
    void believesTheRepositoryWhereTheMessagesNamesMayBeCutOrMixedUp(String toldTask, String toldApp) {
        Event event = Given.failedReload();
        Map<String, Object> facts = new HashMap<>(event.facts());
        facts.put("taskName", toldTask);
        facts.put("appName", toldApp);

        EventContext context = given.completed(new Event(
                event.id(), event.occurrence(), event.kind(), event.time(), event.source(), event.subject(), facts));

        assertThat(context.variables())
                .containsEntry("taskName", "Reload sales")
                .containsEntry("appName", "Försäljning €");
    }

    @Test
    void findsTheAppThatTheMessageDoesNotName() {
        EventContext context =
                given.completed(Given.event(EventKind.ofUnknownTask(TaskOutcome.FAILED), FakeSite.RELOAD_TASK, ""));

        assertThat(context.gaps()).isEmpty();
        assertThat(context.variables())
                .containsEntry("appId", FakeSite.SALES_APP)
                .containsEntry("appName", "Försäljning €")
                .containsEntry("appOwnerName", "Jane Doe");
        assertThat(given.qrs.record().calls()).isLessThanOrEqualTo(6);
    }

    @Test
    void givesDistributionsTheirTimesInPartsToo() {
        lastExecutions(FakeSite.DISTRIBUTE_TASK, Execution.of(1, Status.FINISHED_SUCCESS));

        EventContext context =
                given.completed(Given.event(EventKind.DISTRIBUTE_ENDED, FakeSite.DISTRIBUTE_TASK, FakeSite.SALES_APP));

        assertThat(map(context, "executionStartTime"))
                .containsEntry("startTimeUTC", "2026-11-20T02:00:01.100Z")
                .containsEntry("year", 2026)
                .containsEntry("month", 11)
                .containsEntry("day", 20)
                .containsEntry("hour", 2)
                .containsEntry("minute", 0)
                .containsEntry("second", 1)
                .containsEntry("millisecond", 100L);
    }

    @Test
    void writesNoTimeForWhatDidNotHappen() {
        given.qrs
                .site()
                .add(FakeTask.of(FakeTask.RELOAD, FakeSite.RELOAD_TASK, "Reload sales")
                        .withApp(FakeSite.SALES_APP)
                        .withExecutions(Execution.running(1, Status.NEVER_STARTED)));

        EventContext context = given.completed(Given.failedReload());

        assertThat(map(context, "executionStopTime"))
                .hasSize(6)
                .allSatisfy((name, value) -> assertThat(value).isEqualTo("-"));
        assertThat(context.scriptLog()).isEmpty();
        assertThat(context.gaps()).isEmpty();
    }

    @Test
    void looksAgainWhileTheRepositoryIsBehindTheMessage() {
        lastExecutions(
                FakeSite.RELOAD_TASK,
                Execution.running(1, Status.STARTED),
                Execution.running(1, Status.STARTED),
                Execution.of(1, Status.FINISHED_FAIL));
        StoredEvent stored = given.stored(Given.failedReload());

        EventContext context = given.completed(stored);

        assertThat(context.gaps()).isEmpty();
        assertThat(context.variables()).containsEntry("executionStatusText", "FinishedFail");
        assertThat(Duration.between(stored.receivedAt(), given.time.instant()))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void saysSoWhenTheRepositoryStaysBehind() {
        lastExecutions(FakeSite.RELOAD_TASK, Execution.of(1, Status.FINISHED_SUCCESS));
        StoredEvent stored = given.stored(Given.failedReload());

        EventContext context = given.completed(stored);

        assertThat(context.event().kind().name()).isEqualTo("reload-task-failed");
        assertThat(context.gaps()).singleElement().asString().contains("FinishedSuccess", "an earlier one");
        assertThat(Duration.between(stored.receivedAt(), given.time.instant()))
                .isBetween(Patience.SETTLING, Patience.SETTLING.plusSeconds(3));
    }

    @Test
    void followsADistributionUntilItEndsAlsoOverARestart() {
        lastExecutions(
                FakeSite.DISTRIBUTE_TASK,
                IntStream.rangeClosed(1, 500)
                        .mapToObj(number -> number < 500
                                ? Execution.running(1, Status.DISTRIBUTION_RUNNING)
                                : Execution.of(1, Status.FINISHED_SUCCESS))
                        .toArray(Execution[]::new));
        StoredEvent stored =
                given.stored(Given.event(EventKind.DISTRIBUTE_ENDED, FakeSite.DISTRIBUTE_TASK, FakeSite.SALES_APP));

        Enrichment first = given.round(stored);
        Instant pause = stored.receivedAt().plus(Patience.DISTRIBUTION_PAUSE);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Enrichment.Later.class, later -> assertThat(later.at()).isBetween(pause, pause.plusSeconds(5)));
        assertThat(given.qrs.record().calls()).isEqualTo(1);
        given.restart();
        EventContext context = given.completed(stored);

        assertThat(context.event().kind().name()).isEqualTo("distribute-succeeded");
        assertThat(context.gaps()).isEmpty();
        assertThat(Duration.between(stored.receivedAt(), given.time.instant()))
                .isBetween(Duration.ofMinutes(249), Duration.ofMinutes(251));
    }

    @Test
    void givesADistributionUpAfterItsDeadline() {
        lastExecutions(FakeSite.DISTRIBUTE_TASK, Execution.running(1, Status.DISTRIBUTION_RUNNING));
        StoredEvent stored =
                given.stored(Given.event(EventKind.DISTRIBUTE_ENDED, FakeSite.DISTRIBUTE_TASK, FakeSite.SALES_APP));

        EventContext context = given.completed(stored);

        assertThat(context.event().kind()).isEqualTo(EventKind.DISTRIBUTE_ENDED);
        assertThat(context.gaps()).singleElement().asString().contains("not known", "DistributionRunning");
        assertThat(Duration.between(stored.receivedAt(), given.time.instant()))
                .isBetween(Duration.ofHours(6), Duration.ofHours(6).plusMinutes(1));
    }

    @Test
    void tellsOfATaskThatWasDeleted() {
        given.qrs.site().remove(FakeSite.RELOAD_TASK);

        EventContext context = given.completed(Given.failedReload());

        assertThat(context.event().kind().name()).isEqualTo("task-failed");
        assertThat(context.variables()).containsEntry("taskName", "from the message");
        assertThat(context.gaps()).singleElement().asString().contains("does not know the task");
        assertThat(context.traits().unknown())
                .containsExactlyInAnyOrder(Traits.Trait.TASK_TAGS, Traits.Trait.TASK_PROPERTIES);
    }

    @Test
    void tellsWithoutWaitingLongThatTheScriptLogIsMissing() {
        given.qrs.troubled(Trouble.status(500).onRoute("GET reloadtask/{id}/scriptlog"));
        StoredEvent stored = given.stored(Given.failedReload());

        EventContext context = given.completed(stored);

        assertThat(context.gaps()).singleElement().asString().contains("the script log", "(500)");
        assertThat(context.scriptLog()).isEmpty();
        assertThat(Duration.between(stored.receivedAt(), given.time.instant())).isLessThan(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuses", "500", "hangs", "drops", "wrong JSON"})
    void waitsForTheRepositoryUntilTheDeadlineAndTellsThenWhatTheMessageSaid(String trouble) {
        trouble(trouble);
        StoredEvent stored = given.stored(Given.failedReload());

        EventContext context = given.completed(stored);

        assertThat(Duration.between(stored.receivedAt(), given.time.instant()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(2).plusSeconds(16));
        assertThat(context.event().kind().name()).isEqualTo("task-failed");
        assertThat(context.variables())
                .containsEntry("taskName", "from the message")
                .containsEntry("logMessage", "Max retries reached");
        assertThat(context.gaps()).isNotEmpty();
        assertThat(context.traits().unknown())
                .contains(Traits.Trait.TASK_TAGS, Traits.Trait.APP_TAGS, Traits.Trait.OWNER, Traits.Trait.STREAM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuses", "500", "hangs"})
    void goesOnWhenTheRepositoryIsBack(String trouble) {
        trouble(trouble);
        StoredEvent stored = given.stored(Given.failedReload());
        assertThat(given.round(stored)).isInstanceOf(Enrichment.Later.class);

        given.time.advance(Duration.ofSeconds(20));
        given.answered().qrs.troubled(Trouble.none());
        if (trouble.equals("refuses")) {
            given.qrs.appear();
        }
        EventContext context = given.completed(new StoredEvent(stored.event(), stored.receivedAt(), 3));

        assertThat(context.gaps()).isEmpty();
        assertThat(context.variables()).containsEntry("appOwnerName", "Jane Doe");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void doesNotWaitWhenTheRepositoryRefusesTheUser(int status) {
        given.qrs.troubled(Trouble.status(status));
        StoredEvent stored = given.stored(Given.failedReload());

        EventContext context = given.completed(stored);

        assertThat(Duration.between(stored.receivedAt(), given.time.instant())).isLessThan(Duration.ofSeconds(2));
        assertThat(context.gaps()).singleElement().asString().contains("certificate", "user", "(" + status + ")");
        assertThat(given.meters
                        .counter("footman.lookups.refused", "site", Given.SITE, "reason", "auth")
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void bearsARepositoryThatFailsNowAndThen(int percent) {
        given.qrs.troubled(Trouble.status(500).onPercent(percent, 7));

        List<EventContext> contexts = IntStream.range(0, 50)
                .mapToObj(number -> given.completed(Given.failedReload()))
                .toList();

        assertThat(contexts).allSatisfy(context -> {
            assertThat(context.event().kind().name()).isEqualTo("reload-task-failed");
            assertThat(context.variables()).containsEntry("appOwnerName", "Jane Doe");
        });
    }

    @Test
    void looksNothingUpAboutWhatUsersDo() {
        Event session = Given.event(EventKind.SESSION_STARTED, FakeSite.RELOAD_TASK, "");

        EventContext context = given.completed(session);

        assertThat(context.event()).isEqualTo(session);
        assertThat(given.qrs.record().calls()).isZero();
    }

    @Test
    void tellsWhatTheMessageSaysWithoutARepository() {
        SenseEnricher alone = new SenseEnricher(
                given.settings,
                Optional.empty(),
                new LocalFormat(Locale.US, ZoneOffset.UTC),
                given.time,
                new Random(1),
                given.time,
                given.meters);

        Enrichment enrichment = alone.enrich(given.stored(Given.failedReload()))
                .toCompletableFuture()
                .join();

        assertThat(enrichment).isInstanceOfSatisfying(Enrichment.Complete.class, complete -> {
            assertThat(complete.context().gaps()).isEmpty();
            assertThat(complete.context().variables()).containsEntry("taskName", "from the message");
            assertThat(complete.context().traits().unknown()).contains(Traits.Trait.TASK_TAGS);
        });
        assertThat(given.qrs.record().calls()).isZero();
    }

    private void trouble(String trouble) {
        switch (trouble) {
            case "refuses" -> given.qrs.vanish();
            case "500" -> given.qrs.troubled(Trouble.status(500));
            case "hangs" -> given.unanswered().qrs.troubled(Trouble.hangs());
            case "drops" -> given.qrs.troubled(Trouble.drops());
            default -> given.qrs.troubled(Trouble.wrongJson());
        }
    }

    private void lastExecutions(String taskId, Execution... successive) {
        int type = switch (taskId) {
            case FakeSite.PROGRAM_TASK -> FakeTask.EXTERNAL_PROGRAM;
            case FakeSite.USER_SYNC_TASK -> FakeTask.USER_SYNC;
            case FakeSite.DISTRIBUTE_TASK -> FakeTask.DISTRIBUTE;
            case FakeSite.PRELOAD_TASK -> FakeTask.PRELOAD;
            default -> FakeTask.RELOAD;
        };
        FakeTask task = FakeTask.of(type, taskId, "A task").withExecutions(successive);
        given.qrs
                .site()
                .add(
                        type == FakeTask.EXTERNAL_PROGRAM || type == FakeTask.USER_SYNC
                                ? task
                                : task.withApp(FakeSite.SALES_APP));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(EventContext context, String variable) {
        return (Map<String, Object>) context.variables().get(variable);
    }
}
