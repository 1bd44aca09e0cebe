package io.footman.agent.loadscript.app;

import io.footman.agent.journal.AppReload;
import io.footman.agent.journal.AppReload.State;
import io.footman.agent.journal.AppReloads;
import io.footman.agent.qlik.engine.EngineException;
import io.footman.agent.qlik.engine.OpenApp;
import io.footman.agent.time.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reload from its turn to its stored end. Looks after it on timers, no thread waits: asks how far it is, renews its lease
 * in the journal, cancels it when it takes too long, and gives it up when the engine falls silent.
 */
final class RunningReload {
    static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** Long enough for a database that is away for a moment; after it another agent may call the reload interrupted. */
    static final Duration LEASE = Duration.ofSeconds(90);

    private static final Duration RENEW_EVERY = Duration.ofSeconds(20);

    /** An engine under load answers late, but it answers. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** A statement that loads from a slow source can hold a cancelled reload up. */
    private static final Duration CANCEL_WITHIN = Duration.ofMinutes(5);

    private static final String TOO_LONG =
            "cancelled, because it took longer than footman.rest.apps.longest-reload allows";
    private static final Duration STORE_AGAIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(RunningReload.class);

    private final ReloadRequest request;
    private final AppReloads journal;
    private final FollowUps followUps;
    private final Duration longest;
    private final Clock clock;
    private final Alarms alarms;
    private final Lines lines = new Lines();
    private final ScriptErrors errors = new ScriptErrors();
    private final CompletableFuture<AppReload> over = new CompletableFuture<>();
    private final AtomicBoolean asking = new AtomicBoolean();

    private volatile AppReload reload;
    private volatile @Nullable OpenApp app;
    private volatile Instant renewed;
    private volatile boolean cancelled;
    private volatile boolean abandoned;

    RunningReload(
            AppReload reload,
            ReloadRequest request,
            AppReloads journal,
            FollowUps followUps,
            Duration longest,
            Clock clock,
            Alarms alarms) {
        this.reload = reload;
        this.request = request;
        this.journal = journal;
        this.followUps = followUps;
        this.longest = longest;
        this.clock = clock;
        this.alarms = alarms;
        this.renewed = clock.instant();
    }

    /** Completes once the end is stored; never fails. */
    CompletableFuture<AppReload> over() {
        return over;
    }

    /** As it is now. */
    AppReload reload() {
        return reload.telling(lines.all());
    }

    /** Looks after it from now on, also while another reload of the same app goes first. */
    void watch() {
        look();
    }

    /** Its turn has come. */
    void run(OpenApp opened) {
        app = opened;
        reload = reload.running(clock.instant());
        LOG.info(
                "event=app-reload-started reload={} app={} caller=\"{}\"",
                reload.id(),
                reload.appId(),
                reload.caller());
        renew();
        opened.reload(request.mode(), request.partial()).whenComplete((outcome, failure) -> {
            if (failure == null) {
                reloaded(opened, outcome);
            } else {
                end(lost(EngineException.of(failure)), "");
            }
        });
    }

    /** It cannot be run at all. */
    void refused(EngineException why) {
        end(new End(State.FAILED, "not reloaded, because " + why.getMessage()), "");
    }

    /** It was not even stored: nobody was told that it exists. */
    void withdraw() {
        abandoned = true;
        over.complete(reload);
    }

    /** The agent stops. The next one finds it without an agent, calls it interrupted and does what is to be done then. */
    void abandon() {
        abandoned = true;
        OpenApp opened = app;
        if (opened != null) {
            opened.close();
        }
    }

    /** How it ended, and why. */
    private record End(State state, String why) {}

    private void reloaded(OpenApp opened, OpenApp.Outcome outcome) {
        String log = outcome.scriptLog().orElse("");
        // What the engine has to say about the last statements comes only when it is asked.
        opened.progress()
                .handle((progress, failure) -> Optional.ofNullable(progress))
                .thenAccept(last -> {
                    last.ifPresent(this::told);
                    if (!outcome.success()) {
                        end(new End(State.FAILED, failure()), log);
                        return;
                    }
                    opened.save().whenComplete((saved, failure) -> {
                        if (failure == null) {
                            end(new End(State.SUCCEEDED, ""), log);
                        } else {
                            end(
                                    new End(
                                            State.FAILED,
                                            "reloaded but not saved, because "
                                                    + EngineException.of(failure)
                                                            .getMessage()),
                                    log);
                        }
                    });
                });
    }

    private String failure() {
        return cancelled ? TOO_LONG : errors.all();
    }

    private End lost(EngineException failure) {
        return failure.code().isPresent()
                ? new End(State.FAILED, String.valueOf(failure.getMessage()))
                : new End(
                        State.INTERRUPTED,
                        "it is not known how the reload ended and nothing was saved, because " + failure.getMessage());
    }

    private void look() {
        alarms.at(clock.instant().plus(LOOK_EVERY), this::lookNow);
    }

    /** Does not depend on the engine's answers: the lease must be renewed whatever it does. */
    private void lookNow() {
        if (abandoned || reload.state().isFinal()) {
            return;
        }
        Instant now = clock.instant();
        try {
            if (now.isAfter(renewed.plus(RENEW_EVERY))) {
                renew();
            }
            OpenApp running = app;
            if (running != null) {
                judge(running, now);
                ask(running);
            }
        } catch (RuntimeException e) {
            LOG.error("event=app-reload-look-failed reload={}", reload.id(), e);
        } finally {
            // Without the next look another agent would call a reload interrupted that goes on.
            look();
        }
    }

    private void judge(OpenApp running, Instant now) {
        Instant limit = reload.startedAt().orElse(now).plus(longest);
        if (now.isAfter(running.lastHeard().plus(SILENCE))) {
            end(
                    new End(
                            State.INTERRUPTED,
                            "it is not known how the reload ended and nothing was saved, because the engine was silent for "
                                    + SILENCE.toMinutes() + " minutes"),
                    "");
        } else if (now.isAfter(limit.plus(CANCEL_WITHIN))) {
            end(new End(State.FAILED, TOO_LONG + ", and the engine did not stop it when asked to"), "");
        } else if (now.isAfter(limit) && !cancelled) {
            cancelled = true;
            running.cancel();
        }
    }

    private void ask(OpenApp running) {
        if (asking.compareAndSet(false, true)) {
            Begun.of(running::progress).whenComplete((progress, failure) -> {
                asking.set(false);
                if (progress != null && told(progress)) {
                    renew();
                }
            });
        }
    }

    /** Whether there is something new. */
    private boolean told(OpenApp.Progress progress) {
        lines.add(progress.lines());
        lines.add(progress.errors());
        errors.add(progress.errors());
        return !progress.lines().isEmpty() || !progress.errors().isEmpty();
    }

    private void renew() {
        renewed = clock.instant();
        journal.renew(reload(), LEASE).whenComplete((mine, failure) -> {
            if (failure != null) {
                LOG.warn("event=app-reload-not-stored reload={} detail=\"{}\"", reload.id(), failure.getMessage());
            }
        });
    }

    private synchronized void end(End end, String log) {
        if (abandoned || reload.state().isFinal()) {
            return;
        }
        reload = reload().ended(end.state(), end.why(), log, clock.instant());
        OpenApp opened = app;
        if (opened != null) {
            opened.close();
        }
        LOG.info(
                "event=app-reload-ended reload={} app={} state={} seconds={} detail=\"{}\"",
                reload.id(),
                reload.appId(),
                reload.state().label(),
                Duration.between(reload.startedAt().orElse(reload.requestedAt()), clock.instant())
                        .toSeconds(),
                ScriptErrors.oneLine(end.why()));
        store();
    }

    /** Until it succeeds: nobody else knows the result. */
    private void store() {
        AppReload ended = reload;
        Begun.of(() -> journal.end(ended, followUps.of(ended))).whenComplete((mine, failure) -> {
            if (failure != null) {
                LOG.warn("event=app-reload-not-stored reload={} detail=\"{}\"", ended.id(), failure.getMessage());
                alarms.at(clock.instant().plus(STORE_AGAIN), this::store);
                return;
            }
            if (!mine) {
                LOG.warn("event=app-reload-ended-by-another-agent reload={}", ended.id());
            }
            over.complete(ended);
        });
    }
}
