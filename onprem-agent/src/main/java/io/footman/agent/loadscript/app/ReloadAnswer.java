package io.footman.agent.loadscript.app;

import io.footman.agent.journal.AppReload;
import java.util.List;
import java.util.Optional;

/**
 * What became of a reload.
 *
 * @param state waiting, running, succeeded, failed or interrupted
 * @param requested when it was asked for, ISO 8601
 * @param started when the script began to run
 * @param ended when it was over
 * @param message why it did not succeed
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

    static ReloadAnswer of(AppReload reload) {
        return new ReloadAnswer(
                reload.appId(),
                reload.id(),
                reload.state().label(),
                reload.requestedAt().toString(),
                reload.startedAt().map(Object::toString),
                reload.endedAt().map(Object::toString),
                told(reload.message()),
                told(reload.scriptLog()),
                reload.progress(),
                reload.state().isFinal() ? reload.followers() : List.of());
    }

    private static Optional<String> told(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
