package io.footman.agent.qlik.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.repository.FakeTask.Status;
import io.footman.agent.qlik.repository.RepositoryClient.TaskStore;
import io.footman.agent.time.VirtualTime;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryClientTest {
    private static final Guid TASK = new Guid(FakeSite.RELOAD_TASK);
    private static final Guid APP = new Guid(FakeSite.SALES_APP);

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime(Instant.now());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private FakeQrs qrs;
    private boolean unanswered;
    private RepositoryClient client;

    @AfterEach
    void stop() {
        client.close();
        qrs.close();
    }

    @ParameterizedTest
    @EnumSource(FakeCertificates.KeyForm.class)
    void showsTheClientCertificateWhateverTheFormOfItsKey(FakeCertificates.KeyForm form) {
        start(
                FakeCertificates.Settings.usual().keyAs(form).withPassword("export"),
                Map.of("certificate-password", "export"));

        assertThat(result(client.task(TASK)).map(Task::name)).contains("Reload sales");
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void trustsOnlyItsOwnSite(@TempDir Path other) {
        FakeCertificates.create(other, FakeCertificates.Settings.usual());
        start(
                FakeCertificates.Settings.usual(),
                Map.of("certificates", other.toString(), "verify-server-name", "false"));

        RepositoryException failure = failure(client.task(TASK));

        assertThat(failure.reason()).isEqualTo(FailureReason.TLS);
        assertThat(failure.isRefusal()).isTrue();
        assertThat(failure).hasMessageContaining("not from the site of qlik-sense.certificates");
        assertThat(qrs.record().calls()).isZero();
    }

    @Test
    void saysThatTheServerRefusesTheCertificate(@TempDir Path other) throws IOException {
        FakeCertificates.create(other, FakeCertificates.Settings.usual());
        start(FakeCertificates.Settings.usual(), Map.of("certificates", other.toString()), site -> copyRoot(other));

        RepositoryException failure = failure(client.task(TASK));

        assertThat(failure.reason()).isEqualTo(FailureReason.TLS);
        assertThat(failure).hasMessageContaining("does not accept the client certificate");
        assertThat(qrs.record().calls()).isZero();
    }

    @Test
    void refusesAServerThatIsNamedDifferently() {
        start(FakeCertificates.Settings.usual().forHost("sense1.example.com"), Map.of());

        assertThat(failure(client.task(TASK)))
                .hasMessageContaining("qlik-sense.server-name")
                .extracting(RepositoryException::reason)
                .isEqualTo(FailureReason.TLS);
        assertThat(qrs.record().calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server-name", "verify-server-name"})
    void acceptsAServerThatIsNamedDifferentlyWhenTold(String key) {
        start(
                FakeCertificates.Settings.usual().forHost("sense1.example.com"),
                Map.of(key, key.equals("server-name") ? "sense1.example.com" : "false"));

        assertThat(result(client.app(APP))).isPresent();
    }

    @Test
    void refusesAServerThatIsNotTheExpectedOne() {
        start(FakeCertificates.Settings.usual(), Map.of("server-name", "sense2.example.com"));

        assertThat(failure(client.app(APP)).reason()).isEqualTo(FailureReason.TLS);
    }

    @Test
    void keepsItsConnectionsAndOpensNoMoreThanAllowed() {
        start(FakeCertificates.Settings.usual(), Map.of("concurrency", "8"));
        qrs.delay(Duration.ofMillis(2));

        List<CompletableFuture<Optional<App>>> calls =
                IntStream.range(0, 400).mapToObj(number -> client.app(APP)).toList();

        assertThat(calls).allSatisfy(call -> assertThat(result(call)).isPresent());
        assertThat(qrs.record().connections()).isLessThanOrEqualTo(8);
        assertThat(qrs.record().mostAtOnce()).isLessThanOrEqualTo(8);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void namesAUserWhoseNameIsNotPlain() {
        start(
                FakeCertificates.Settings.usual(),
                Map.of("user", "LÄB\\jürgen doe"),
                site -> site.add(FakeUser.of(FakeTask.guid("9a100000", 7), "LÄB", "jürgen doe", "Jürgen Doe")));

        assertThat(result(client.app(APP))).isPresent();
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void findsTasksOfAllTypesWithTheirLastExecution() {
        start(FakeCertificates.Settings.usual(), Map.of());

        assertThat(result(client.task(new Guid(FakeSite.USER_SYNC_TASK))).flatMap(Task::type))
                .contains(2);
        Task program = result(client.execution(TaskStore.EXTERNAL_PROGRAM, new Guid(FakeSite.PROGRAM_TASK)))
                .orElseThrow();
        assertThat(program.lastExecution().orElseThrow().status()).isEqualTo(ExecutionStatus.FINISHED_FAIL);
        assertThat(program.lastExecution().orElseThrow().details())
                .extracting(Execution.Detail::message)
                .containsExactly("Changing task state to Started", "Max retries reached");
        assertThat(result(client.execution(TaskStore.RELOAD, new Guid(FakeSite.PROGRAM_TASK))))
                .isEmpty();
        assertThat(result(client.task(new Guid(FakeTask.guid("99999999", 1))))).isEmpty();
    }

    @Test
    void remembersUsers() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.troubled(Trouble.status(404).onFirst(1));
        assertThat(failure(client.user(new Guid(FakeSite.OWNER))).isNotFound()).isTrue();

        assertThat(result(client.user(new Guid(FakeSite.OWNER))).emails())
                .containsExactly("jane.doe@example.com", "jane@example.org");
        result(client.user(new Guid(FakeSite.OWNER)));

        assertThat(qrs.record().calls("GET user/{id}")).isEqualTo(2);
    }

    @Test
    void asksAgainAfterAPassingFailure() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.troubled(Trouble.status(503).onFirst(2));

        assertThat(result(client.app(APP))).isPresent();
        assertThat(qrs.record().calls()).isEqualTo(3);
    }

    @Test
    void startsATaskOnceAndNeverAgainByItself() {
        start(FakeCertificates.Settings.usual(), Map.of());

        result(client.start(TASK));
        assertThat(qrs.started()).containsExactly(FakeSite.RELOAD_TASK);
        assertThat(failure(client.start(new Guid(FakeTask.guid("99999999", 1)))).reason())
                .isEqualTo(FailureReason.CLIENT_ERROR);
        qrs.troubled(Trouble.status(500));
        assertThat(failure(client.start(TASK)).reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(qrs.record().calls()).isEqualTo(3);
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.troubled(Trouble.huge(20 << 20));

        assertThat(failure(client.task(TASK)).reason()).isEqualTo(FailureReason.TOO_LARGE);
    }

    @Test
    void doesNotFollowARedirect() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.troubled(Trouble.status(302));

        assertThat(failure(client.task(TASK))).hasMessageContaining("(302)");
        assertThat(qrs.record().calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void fetchesAScriptLogThatIsWrittenLate(int downloads) {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.logLateFor(downloads);

        assertThat(scriptLog())
                .hasValueSatisfying(log -> assertThat(log.lines()).isEqualTo(4));
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void fetchesScriptLogsByTheRouteThatTheReleaseKnows() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.withoutOldLogRoute();

        assertThat(scriptLog()).isPresent();
        assertThat(scriptLog()).isPresent();

        assertThat(qrs.record().calls("GET reloadtask/{id}/scriptlog")).isEqualTo(1);
        assertThat(qrs.record().calls("GET reloadtask/{id}/scriptlogfile")).isEqualTo(2);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void findsTheFileOfTheNewerRouteByEitherName() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.withoutOldLogRoute().newLogNamed("scriptlog.txt");

        assertThat(scriptLog()).isPresent();
    }

    @Test
    void triesTheNewerRouteWhenTicketsOfTheOlderOneLeadToNoFile() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.logLateFor(2);

        assertThat(scriptLog()).isPresent();

        assertThat(qrs.record().calls("GET reloadtask/{id}/scriptlog")).isEqualTo(1);
        assertThat(qrs.record().calls("GET reloadtask/{id}/scriptlogfile")).isEqualTo(1);
    }

    @Test
    void givesAScriptLogUpThatNeverComes() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.logLateFor(1000);

        assertThat(failure(log()).isNotFound()).isTrue();
        assertThat(qrs.record().calls("GET reloadtask/{id}/scriptlog")
                        + qrs.record().calls("GET reloadtask/{id}/scriptlogfile"))
                .isEqualTo(ScriptLogs.MOST_TICKETS);
    }

    @Test
    void asksForNoScriptLogWhereThereIsNone() {
        start(
                FakeCertificates.Settings.usual(),
                Map.of(),
                site -> site.add(FakeTask.of(FakeTask.RELOAD, FakeSite.RELOAD_TASK, "Reload sales")
                        .withExecutions(
                                FakeTask.Execution.of(1, Status.FINISHED_FAIL).withoutLog())));

        assertThat(scriptLog()).isEmpty();
        assertThat(qrs.record().calls()).isEqualTo(1);
    }

    @Test
    void keepsStartAndEndOfAVeryLongScriptLog() {
        start(
                FakeCertificates.Settings.usual(),
                Map.of(),
                site -> site.scriptLog(
                        "the start\r\n" + "x".repeat(98).concat("\r\n").repeat(30_000) + "the end\r\n"));

        LogText log = scriptLog().orElseThrow();

        assertThat(log.lines()).isEqualTo(30_002);
        assertThat(log.log().text()).startsWith("the start").endsWith("the end");
        assertThat(log.log().text().length()).isLessThan(ScriptLogs.LARGEST_LOG + 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"away", "500"})
    void leavesARepositoryInTroubleAloneUntilItAnswersAProbe(String kind) {
        start(FakeCertificates.Settings.usual(), Map.of());
        if (kind.equals("away")) {
            qrs.vanish();
        } else {
            qrs.troubled(Trouble.status(500));
        }
        IntStream.range(0, Gate.MOST_FAILURES).forEach(number -> failure(client.app(APP)));
        assertThat(client.trouble()).isPresent();
        int calls = qrs.record().calls();

        IntStream.range(0, 1000)
                .forEach(number ->
                        assertThat(failure(client.app(APP)).isOutage()).isTrue());

        assertThat(qrs.record().calls()).isEqualTo(calls);
        qrs.troubled(Trouble.none());
        if (kind.equals("away")) {
            qrs.appear();
        }
        advanceUntilOpen();
        assertThat(result(client.app(APP))).isPresent();
    }

    @Test
    void ceasesToWaitForARepositoryThatAnswersNothingAtAll() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.troubled(Trouble.hangs());
        unanswered = true;
        Instant start = time.instant();
        List<CompletableFuture<Optional<App>>> calls =
                IntStream.range(0, 200).mapToObj(number -> client.app(APP)).toList();

        assertThat(calls).allSatisfy(call -> assertThat(failure(call).reason()).isEqualTo(FailureReason.TIMEOUT));

        assertThat(Duration.between(start, time.instant())).isLessThan(Gate.PATIENCE.plusSeconds(2));
        qrs.troubled(Trouble.none());
        unanswered = false;
        advanceUntilOpen();
        assertThat(result(client.app(APP))).isPresent();
    }

    @Test
    void aCallForWhichNoConnectionBecomesFreeIsAnUnansweredOne() {
        start(FakeCertificates.Settings.usual(), Map.of("concurrency", "1", "timeout", "300ms"));
        qrs.troubled(Trouble.hangs());

        List<CompletableFuture<Optional<App>>> calls =
                IntStream.range(0, 10).mapToObj(number -> client.app(APP)).toList();

        // The agent's clock stands still meanwhile: only the wire itself ends these calls.
        await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        assertThat(calls).allSatisfy(call -> assertThat(failure(call).reason()).isEqualTo(FailureReason.TIMEOUT));
    }

    @Test
    void callsCutOffByTheEndOfTheAgentAreForTheNextStartAndNoDefect() {
        start(FakeCertificates.Settings.usual(), Map.of());
        qrs.delay(Duration.ofMinutes(1));
        List<CompletableFuture<Optional<App>>> calls =
                IntStream.range(0, 200).mapToObj(number -> client.app(APP)).toList();
        await().until(() -> qrs.record().calls() > 0);

        client.close();
        List<CompletableFuture<Optional<App>>> late =
                IntStream.range(0, 10).mapToObj(number -> client.app(APP)).toList();

        Stream.concat(calls.stream(), late.stream()).forEach(call -> {
            ended(call);
            assertThat(call.handle((app, failure) -> failure == null
                                    || RepositoryException.of(failure).isOutage())
                            .join())
                    .isTrue();
        });
        assertThat(calls)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .isNotEmpty();
    }

    @Test
    void toldHowLongTheCertificateIsGood() {
        start(FakeCertificates.Settings.usual(), Map.of());

        assertThat(meters.get("footman.qlik.sense.certificate.days").gauge().value())
                .isBetween(28.0, 30.0);
        assertThat(meters.get("footman.qlik.sense.reachable").gauge().value()).isEqualTo(1);
    }

    private void copyRoot(Path other) {
        try {
            Files.copy(folder.resolve("root.pem"), other.resolve("root.pem"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<LogText> scriptLog() {
        return result(log());
    }

    private CompletableFuture<Optional<LogText>> log() {
        Task task = result(client.execution(TaskStore.RELOAD, TASK)).orElseThrow();
        return client.scriptLog(
                TASK, "Reload sales & <stock>", task.lastExecution().orElseThrow());
    }

    private void start(FakeCertificates.Settings certificates, Map<String, Object> settings) {
        start(certificates, settings, site -> {});
    }

    private void start(FakeCertificates.Settings certificates, Map<String, Object> settings, Consumer<FakeSite> site) {
        qrs = FakeQrs.start(FakeCertificates.create(folder, certificates));
        site.accept(qrs.site());
        Map<String, Object> section = new HashMap<>(Map.of("repository", qrs.url(), "certificates", folder.toString()));
        section.putAll(settings);
        Settings read = Settings.of("footman.qlik-sense", section);
        SenseSettings sense = SenseSettings.read(read, time);
        assertThat(read.mistakes()).isEmpty();
        client = new RepositoryClient("sense", sense.repository().orElseThrow(), time, new Random(1), time, meters);
    }

    private void advanceUntilOpen() {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            time.advance(Duration.ofMillis(50));
            return client.trouble().isEmpty();
        });
    }

    private <T> T result(CompletableFuture<T> call) {
        ended(call);
        return call.join();
    }

    private RepositoryException failure(CompletableFuture<?> call) {
        ended(call);
        try {
            throw new AssertionError("succeeded: " + call.join());
        } catch (CompletionException e) {
            return RepositoryException.of(e);
        }
    }

    /** Virtual time passes while nothing but time is waited for, or while nothing is ever answered. */
    private void ended(CompletableFuture<?> call) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    if (!call.isDone()
                            && (unanswered
                                    || meters.get("footman.qlik.sense.calls.open")
                                                    .gauge()
                                                    .value()
                                            == 0)) {
                        time.advance(Duration.ofMillis(20));
                    }
                    return call.isDone();
                });
    }
}
