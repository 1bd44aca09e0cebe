package io.footman.agent.starttask;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.CustomProperty;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.FakeTask.Execution;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.RepositoryClient;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.qlik.repository.TaskSession;
import io.footman.agent.qlik.repository.Trouble;
import io.footman.agent.starttask.StartReport.Started;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskStarterTest {
    private static final String RELOAD = FakeSite.RELOAD_TASK;
    private static final String PROGRAM = FakeSite.PROGRAM_TASK;
    private static final Map<String, Object> ANY = Map.of("task-ids", List.of("*"));
    private static final String UNKNOWN = FakeTask.guid("ffffffff", 1);

    @TempDir
    Path folder;

    private final ScheduledThreadPoolExecutor clientTimers = new ScheduledThreadPoolExecutor(1);
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private FakeQrs qrs;
    private RepositoryClient client;

    @BeforeEach
    void start() {
        timers.setRemoveOnCancelPolicy(true);
        qrs = FakeQrs.start(FakeCertificates.create(folder));
        qrs.site()
                .add(FakeTask.of(FakeTask.RELOAD, RELOAD, "Reload sales")
                        .withTags("Nightly", "it's")
                        .withProperty("Group", "Finance")
                        .withProperty("Size", "small")
                        .withExecutions(Execution.of(1, FakeTask.Status.FINISHED_SUCCESS)))
                .add(FakeTask.of(FakeTask.EXTERNAL_PROGRAM, PROGRAM, "Fetch rates")
                        .withTags("nightly")
                        .withProperty("Group", "HR"));
        Settings section = Settings.of(
                "footman.qlik-sense",
                Map.of("repository", qrs.url(), "certificates", folder.toString(), "timeout", "2s"));
        client = new RepositoryClient(
                "sense",
                SenseSettings.read(section, Clock.systemUTC()).repository().orElseThrow(),
                Clock.systemUTC(),
                new Random(1),
                alarms(clientTimers),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        client.close();
        qrs.close();
        timers.shutdownNow();
        clientTimers.shutdownNow();
    }

    @Test
    void startsByIdTagAndPropertyEachTaskOnce() {
        StartReport report = start(
                ANY,
                order(
                        List.of(RELOAD, "{" + RELOAD.toUpperCase() + "}", RELOAD),
                        List.of("NIGHTLY"),
                        List.of(new CustomProperty("group", "hr"))));

        assertThat(qrs.started()).containsExactlyInAnyOrder(RELOAD, PROGRAM);
        assertThat(report.ids()).extracting(Started::name).containsExactly("Reload sales");
        assertThat(report.tags()).extracting(Started::name).containsExactlyInAnyOrder("Reload sales", "Fetch rates");
        assertThat(report.properties()).extracting(Started::name).containsExactly("Fetch rates");
        assertThat(report.failed()).isEmpty();
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void aPropertyValueThatBelongsToAnotherPropertyDoesNotCount() {
        StartReport report = start(ANY, order(List.of(), List.of(), List.of(new CustomProperty("Group", "small"))));

        assertThat(qrs.started()).isEmpty();
        assertThat(report.failed().get(0).what()).containsEntry("name", "Group").containsEntry("value", "small");
    }

    @Test
    void aQuoteInATagStaysPartOfTheTag() {
        StartReport report = start(ANY, order(List.of(), List.of("it's", "x' or name ne '"), List.of()));

        assertThat(qrs.started()).containsExactly(RELOAD);
        assertThat(report.tags()).extracting(Started::name).containsExactly("Reload sales");
        assertThat(report.failed()).hasSize(1);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void whatIsNoIdOrNoTaskIsInvalidAndTheOthersStart() {
        StartReport report = start(ANY, order(List.of(RELOAD, "sales", UNKNOWN, "sales"), List.of(), List.of()));

        assertThat(report.invalid()).containsExactly("sales", UNKNOWN);
        assertThat(qrs.started()).containsExactly(RELOAD);
    }

    @Test
    void oneInvalidIdHoldsTheIdsBackWhereAllMustExistButNotTheTags() {
        StartReport report = start(
                ANY,
                new StartOrder(List.of(RELOAD, UNKNOWN), true, List.of(), List.of(new CustomProperty("Group", "HR"))));

        assertThat(report.ids()).isEmpty();
        assertThat(report.denied()).containsExactly(new Guid(RELOAD));
        assertThat(report.invalid()).containsExactly(UNKNOWN);
        assertThat(qrs.started()).containsExactly(PROGRAM);
    }

    @Test
    void anyListAllowsATaskHoweverItIsAskedFor() {
        StartReport report = start(
                Map.of("tags", List.of("it's")),
                order(
                        List.of(RELOAD, PROGRAM),
                        List.of("Nightly"),
                        List.of(new CustomProperty("Group", "Finance"), new CustomProperty("Group", "HR"))));

        assertThat(qrs.started()).containsExactly(RELOAD);
        assertThat(report.denied()).containsExactly(new Guid(PROGRAM));
        assertThat(report.tags()).extracting(Started::name).containsExactly("Reload sales");
        assertThat(report.deniedTags().get(0).tasks()).containsExactly(new Guid(PROGRAM));
        assertThat(report.deniedProperties())
                .extracting(denied -> denied.wanted().value())
                .containsExactly("HR");
    }

    @Test
    void aTagThatNothingHasIsDeniedUnlessItIsAllowedAndThenToldAsMissing() {
        assertThat(start(Map.of("tags", List.of("Other")), order(List.of(), List.of("None"), List.of()))
                        .deniedTags())
                .hasSize(1);
        StartReport allowed = start(Map.of("tags", List.of("none")), order(List.of(), List.of("None"), List.of()));
        assertThat(allowed.deniedTags()).isEmpty();
        assertThat(allowed.failed().get(0).reason()).contains("no task has it");
    }

    @Test
    void aDisabledTaskIsToldAndNotStarted() {
        qrs.site().add(FakeTask.of(FakeTask.RELOAD, RELOAD, "Reload sales").disabled());

        StartReport report = start(ANY, order(List.of(RELOAD), List.of(), List.of()));

        assertThat(report.failed().get(0).what())
                .containsEntry("taskId", RELOAD)
                .containsEntry("taskName", "Reload sales");
        assertThat(report.failed().get(0).reason()).contains("disabled");
        assertThat(report.isOutage()).isFalse();
    }

    @Test
    void aStartThatTheRepositoryDoesNotConfirmIsNoStart() {
        qrs.troubled(Trouble.status(500).onRoute("POST task/{id}/start"));

        StartReport report = start(ANY, order(List.of(RELOAD), List.of(), List.of()));

        assertThat(report.ids()).isEmpty();
        assertThat(report.failed().get(0).reason()).contains("500");
        assertThat(report.isOutage()).isTrue();
    }

    @Test
    void anAbsentRepositoryMakesEverythingAFailure() {
        qrs.vanish();

        StartReport report =
                start(ANY, order(List.of(RELOAD, "sales"), List.of("Nightly"), List.of(new CustomProperty("a", "b"))));

        assertThat(report.failed()).hasSize(3);
        assertThat(report.invalid()).containsExactly("sales");
        assertThat(report.isOutage()).isTrue();
    }

    @Test
    void hundredsOfIdsAreAskedForInFewCalls() {
        List<String> ids = new java.util.ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ids.add(FakeTask.guid("abcdef00", i));
            qrs.site().add(FakeTask.of(FakeTask.RELOAD, ids.get(i), "Task " + i));
        }

        StartReport report = start(ANY, order(ids, List.of(), List.of()));

        assertThat(report.ids()).hasSize(120);
        assertThat(qrs.record().routes()).containsEntry("GET task/full", 3);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void aFollowedTaskTellsItsSessionAndHowItEnds() {
        qrs.sessionsLast(2);
        Started started = followed(RELOAD).ids().get(0);

        SessionWatch.Sight sight = watch().follow(started.session().orElseThrow(), Duration.ofSeconds(20))
                .join();

        TaskSession session = sight.session().orElseThrow();
        assertThat(session.over()).isTrue();
        assertThat(session.task()).contains(new Guid(RELOAD));
        assertThat(session.execution().orElseThrow().status().label()).isEqualTo("FinishedSuccess");
        assertThat(qrs.record().routes()).containsEntry("GET executionsession/{id}", 3);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void aTaskThatRunsAlreadyIsNotStartedAgain() {
        qrs.sessionsLast(Integer.MAX_VALUE);
        followed(RELOAD);

        StartReport second = followed(RELOAD);

        assertThat(second.ids()).isEmpty();
        assertThat(second.failed().get(0).reason()).contains("running already");
        assertThat(qrs.started()).hasSize(1);
    }

    @Test
    void patienceEndsBeforeTheTask() {
        qrs.sessionsLast(Integer.MAX_VALUE);
        Guid session = followed(RELOAD).ids().get(0).session().orElseThrow();

        SessionWatch.Sight sight =
                watch().follow(session, Duration.ofSeconds(1)).join();

        assertThat(sight.isOver()).isFalse();
        assertThat(sight.session()
                        .orElseThrow()
                        .execution()
                        .orElseThrow()
                        .status()
                        .label())
                .isEqualTo("Started");
        assertThat(timers.getQueue()).isEmpty();
    }

    @Test
    void anUnknownSessionIsToldAsSuchAndAHangingRepositoryDoesNotHoldTheCaller() {
        assertThat(watch().follow(new Guid(UNKNOWN), Duration.ofMillis(200))
                        .join()
                        .session())
                .isEmpty();
        qrs.troubled(Trouble.hangs());
        SessionWatch.Sight sight =
                watch().follow(new Guid(UNKNOWN), Duration.ofMillis(100)).join();
        assertThat(sight.isOver()).isFalse();
    }

    @Test
    void whoGoesAwayIsNotAskedForAnyMore() {
        qrs.sessionsLast(Integer.MAX_VALUE);
        Guid session = followed(RELOAD).ids().get(0).session().orElseThrow();

        CompletableFuture<SessionWatch.Sight> wait = watch().follow(session, Duration.ofMinutes(10));
        wait.cancel(false);

        assertThat(timers.getQueue()).isEmpty();
    }

    private StartReport followed(String task) {
        return starter(ANY)
                .start(order(List.of(task), List.of(), List.of()), true)
                .join();
    }

    private StartReport start(Map<String, Object> allow, StartOrder order) {
        return starter(allow).start(order, false).join();
    }

    private TaskStarter starter(Map<String, Object> allow) {
        return new TaskStarter(
                AllowedTasks.read(Settings.of("footman.start-tasks.allow", allow)),
                () -> client,
                new SimpleMeterRegistry());
    }

    private SessionWatch watch() {
        return new SessionWatch(() -> client, Clock.systemUTC(), alarms(timers));
    }

    private static StartOrder order(List<String> ids, List<String> tags, List<CustomProperty> properties) {
        return new StartOrder(ids, false, tags, properties);
    }

    private static Alarms alarms(ScheduledThreadPoolExecutor timers) {
        return (time, task) -> {
            long millis = Math.max(0, Duration.between(Instant.now(), time).toMillis());
            ScheduledFuture<?> call = timers.schedule(task, millis, TimeUnit.MILLISECONDS);
            return () -> call.cancel(false);
        };
    }
}
