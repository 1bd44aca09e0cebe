package io.footman.agent.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A reload of an app that a caller asked for, and what became of it. Times are exact to the millisecond, as they are stored.
 *
 * @param id of this reload
 * @param appId what is reloaded
 * @param caller who asked, safe to be shown
 * @param onSuccess tasks to start afterwards
 * @param onFailure tasks to start when it does not succeed
 * @param state where it stands
 * @param requestedAt when it was asked for
 * @param startedAt when the script began to run
 * @param endedAt when it was over
 * @param message why it failed or was interrupted; empty otherwise
 * @param scriptLog where the engine keeps the script log, on its own machine; empty when it did not say
 * @param progress the last lines that the engine told
 */
public record AppReload(
        String id,
        String appId,
        String caller,
        List<String> onSuccess,
        List<String> onFailure,
        State state,
        Instant requestedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        String message,
        String scriptLog,
        List<String> progress) {
    public AppReload {
        onSuccess = List.copyOf(onSuccess);
        onFailure = List.copyOf(onFailure);
        progress = List.copyOf(progress);
        requestedAt = requestedAt.truncatedTo(ChronoUnit.MILLIS);
        startedAt = startedAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
        endedAt = endedAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Where a reload stands. */
    public enum State {
        /** Another reload of the same app goes first. */
        WAITING,
        RUNNING,
        SUCCEEDED,
        /** The engine says so, or the app could not be saved. */
        FAILED,
        /** Nobody knows: the agent ended, or lost the engine. */
        INTERRUPTED;

        /** As it is told and stored. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether nothing more will happen. */
        public boolean isFinal() {
            return this != WAITING && this != RUNNING;
        }
    }

    /** A reload that has just been asked for. */
    public static AppReload requested(
            String id,
            String appId,
            String caller,
            List<String> onSuccess,
            List<String> onFailure,
            State state,
            Instant at) {
        return new AppReload(
                id,
                appId,
                caller,
                onSuccess,
                onFailure,
                state,
                at,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                List.of());
    }

    /** The script runs now. */
    public AppReload running(Instant at) {
        return new AppReload(
                id,
                appId,
                caller,
                onSuccess,
                onFailure,
                State.RUNNING,
                requestedAt,
                Optional.of(at),
                endedAt,
                message,
                scriptLog,
                progress);
    }

    /** With other lines of progress. */
    public AppReload telling(List<String> lines) {
        return new AppReload(
                id,
                appId,
                caller,
                onSuccess,
                onFailure,
                state,
                requestedAt,
                startedAt,
                endedAt,
                message,
                scriptLog,
                lines);
    }

    /** It is over. */
    public AppReload ended(State end, String why, String log, Instant at) {
        return new AppReload(
                id,
                appId,
                caller,
                onSuccess,
                onFailure,
                end,
                requestedAt,
                startedAt,
                Optional.of(at),
                why,
                log,
                progress);
    }

    /** The tasks that are to be started now that it is over. */
    public List<String> followers() {
        return state == State.SUCCEEDED ? onSuccess : onFailure;
    }
}
