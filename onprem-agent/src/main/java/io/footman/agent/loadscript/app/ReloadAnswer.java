package io.footman.agent.loadscript.app;

import io.footman.agent.journal.AppReload;
import io.footman.agent.journal.AppReload.State;
import java.util.List;
import java.util.Optional;

/**
 * What became of a reload.
 *
 * @param state running, succeeded, failed or interrupted
 * @param requested when it was asked for, ISO 8601
 * @param started when the script began to run; absent while another reload of the app goes first
 * @param ended when it was over
 * @param message why it did not succeed, or why it does not run yet
 * @param scriptLog where the engine keeps the script log, on its own machine
 * @param progress the last lines that the engine told
 * @param tasks those that were asked to be started when it was over
 */
record ReloadAnswer(
        String appId,
        String reloadId,
        String state,
        String requested,
        Optional<String> started,
        Optional<String> ended,
        Optional<String> message,
        Optional<String> scriptLog,
        List<String> progress,
        List<String> tasks) {

    private static final String NOT_YET = "another reload of this app goes first";

    static ReloadAnswer of(AppReload reload) {
        return new ReloadAnswer(
                reload.appId(),
                reload.id(),
                state(reload),
                reload.requestedAt().toString(),
                reload.startedAt().map(Object::toString),
                reload.endedAt().map(Object::toString),
                told(reload.state() == State.WAITING ? NOT_YET : reload.message()),
                told(reload.scriptLog()),
                reload.progress(),
                reload.state().isFinal() ? reload.followers() : List.of());
    }

    /** One that waits for its turn counts as running: who polls for the end must go on polling. */
    static String state(AppReload reload) {
        return reload.state() == State.WAITING
                ? State.RUNNING.label()
                : reload.state().label();
    }

    private static Optional<String> told(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
