package io.footman.agent.loadscript.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footman.agent.journal.AppReload;
import io.footman.agent.journal.AppReload.State;
import io.footman.agent.qlik.engine.EngineClient;
import io.footman.agent.qlik.engine.EngineClients;
import io.footman.agent.qlik.engine.FakeEngine;
import io.footman.agent.qlik.engine.FakeEngine.Answer;
import io.footman.agent.qlik.engine.FakeEngineApp;
import io.footman.agent.qlik.engine.OpenApp;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.rest.RestException;
import io.footman.agent.time.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What time does to reloads: limits, silence, a journal that is away. */
class ReloadsTest {
    private static final Guid APP = new Guid("31ee79a6-0949-4175-ba0e-1866a60e3336");
    private static final String TASK = "210832b5-6174-4572-bd19-3e61eda675ef";
    private static final ReloadRequest REQUEST =
            new ReloadRequest(OpenApp.Mode.BY_SCRIPT, false, List.of(), List.of(TASK));
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T08:00:00Z"));
    private final HeldReloads journal = new HeldReloads();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private FakeEngine engine;
    private EngineClient client;
    private Reloads reloads;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = FakeEngine.start(FakeCertificates.create(folder))
                .add(FakeEngineApp.of(APP.text(), "Sales"))
                .holdReloads();
        client = EngineClients.of(engine, folder, time, time, meters);
        reloads = new Reloads(
                new AppSettings(2, LONGEST, true),
                () -> client,
                journal,
                new FollowUps("site", time),
                time,
                time,
                new Random(1),
                Runnable::run,
                meters);
        reloads.start();
    }

    @AfterEach
    void stop() {
        reloads.close();
        client.close();
        assertThat(engine.wrongCalls()).isEmpty();
        engine.close();
    }

    @Test
    void renewsItsLeaseWhileTheScriptRuns() {
        AppReload reload = started();
        int before = journal.renewals();

        time.advance(Duration.ofMinutes(2));

        await().untilAsserted(() -> assertThat(journal.renewals() - before).isGreaterThanOrEqualTo(1));
        assertThat(journal.find(reload.id()).orElseThrow().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void cancelsAReloadThatTakesTooLong() {
        AppReload reload = started();

        passTimeUntilOver(reload, LONGEST.plusSeconds(30));

        AppReload ended = journal.find(reload.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.message()).contains("cancelled", "footman.rest.apps.longest-reload");
        assertThat(engine.happened(APP.text())).doesNotContain("saved");
        assertThat(journal.news())
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("taskIds", List.of(TASK)));
    }

    @Test
    void givesUpWhenTheEngineFallsSilent() {
        AppReload reload = started();
        engine.answering(method -> Optional.of(new Answer.Silence()));
        int before = journal.renewals();

        passTimeUntilOver(reload, Duration.ofMinutes(11));

        assertThat(journal.renewals() - before)
                .as("the lease outlives the silence")
                .isGreaterThan(20);

        AppReload ended = journal.find(reload.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(State.INTERRUPTED);
        assertThat(ended.message()).contains("silent for 10 minutes");
    }

    @Test
    void letsGoOfAnEngineThatDoesNotStopAReload() {
        AppReload reload = started();
        engine.answering(
                method -> method.equals("CancelReload") ? Optional.of(new Answer.Refusal(1, "no")) : Optional.empty());

        passTimeUntilOver(reload, LONGEST.plusMinutes(6));

        assertThat(journal.find(reload.id()).orElseThrow().message()).contains("did not stop it when asked to");
        await().until(() -> engine.sessions() == 0);
    }

    @Test
    void storesTheEndAsSoonAsTheJournalCanBeWrittenAgain() {
        AppReload reload = started();
        journal.failNext(3);

        engine.endReload(APP.text(), true);

        passTimeUntilOver(reload, Duration.ofMinutes(1));
        assertThat(journal.find(reload.id()).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
        assertThat(meters.counter("footman.rest.reloads", "state", "succeeded").count())
                .isEqualTo(1);
    }

    @Test
    void reloadsNothingThatIsNotInTheJournal() {
        journal.failNext(1);

        assertThatThrownBy(() -> reloads.request(APP, REQUEST, "key dwh").get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RestException.class)
                .hasMessageContaining("journal cannot be written");

        await().until(() -> engine.sessions() == 0);
        assertThat(engine.happened(APP.text())).containsExactly("opened");
        assertThat(meters.get("footman.rest.reloads.open").gauge().value()).isZero();
    }

    @Test
    void letsNoReloadPassTheRunningOneWhenTheOneBetweenCannotBeStored() throws Exception {
        AppReload first = started();
        journal.failNext(1);
        assertThatThrownBy(() -> reloads.request(APP, REQUEST, "key dwh").get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RestException.class);

        AppReload third = reloads.request(APP, REQUEST, "key dwh").get(20, TimeUnit.SECONDS);

        assertThat(third.state()).isEqualTo(State.WAITING);
        engine.endReload(APP.text(), true);
        passTimeUntilOver(first, Duration.ofMinutes(1));
        await().until(() -> engine.reloading().equals(List.of(APP.text())));
        engine.endReload(APP.text(), true);
        passTimeUntilOver(third, Duration.ofMinutes(1));
        assertThat(meters.get("footman.rest.reloads.open").gauge().value()).isZero();
    }

    @Test
    void keepsNoPlaceForAReloadThatCannotBegin() {
        EngineClient usual = client;
        client = null;

        for (int i = 0; i < 3; i++) {
            assertThat(reloads.request(APP, REQUEST, "key dwh")).isCompletedExceptionally();
        }

        assertThat(meters.get("footman.rest.reloads.open").gauge().value()).isZero();
        client = usual;
    }

    @Test
    void endsTheWaitOfACallerWhenTheJournalBreaks() {
        journal.breakNext(1);

        assertThat(reloads.find("5b0c", Duration.ZERO)).isCompletedExceptionally();
    }

    @Test
    void goesOnSweepingAfterADefect() {
        int before = journal.sweeps();
        journal.breakNext(1);

        time.advance(Duration.ofMinutes(2));

        assertThat(journal.sweeps() - before).isGreaterThanOrEqualTo(3);
    }

    @Test
    void goesOnRenewingItsLeaseAfterADefect() {
        started();
        time.advance(Duration.ofSeconds(20));
        int before = journal.renewals();
        journal.breakNext(1);

        time.advance(Duration.ofMinutes(2));

        assertThat(journal.renewals() - before).isGreaterThanOrEqualTo(3);
    }

    @Test
    void leavesReloadsToTheNextStartWhenItStops() {
        AppReload reload = started();

        reloads.close();

        await().until(() -> engine.sessions() == 0);
        assertThat(journal.find(reload.id()).orElseThrow().state()).isEqualTo(State.RUNNING);
        assertThat(journal.news()).isEmpty();
    }

    private AppReload started() {
        try {
            AppReload reload = reloads.request(APP, REQUEST, "key dwh").get(20, TimeUnit.SECONDS);
            await().until(() -> engine.reloading().equals(List.of(APP.text())));
            return reload;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** In small steps, because the engine answers in real time. */
    private void passTimeUntilOver(AppReload reload, Duration most) {
        Instant end = time.instant().plus(most);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    if (time.instant().isBefore(end)) {
                        time.advance(RunningReload.LOOK_EVERY);
                    }
                    return journal.find(reload.id()).orElseThrow().state().isFinal();
                });
    }
}
