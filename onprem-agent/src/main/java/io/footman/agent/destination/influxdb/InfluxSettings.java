package io.footman.agent.destination.influxdb;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.http.CallSettings;
import io.footman.model.settings.Settings;
import java.util.Map;
import java.util.Set;

/**
 * One destination of type {@code influxdb}.
 *
 * @param call address of the server, and how to call it
 * @param limits what the lane keeps to
 * @param api how its version is spoken to
 * @param butlerNames whether names that Butler misspelt stay so
 * @param staticTags on every point
 * @param taskTags whether each tag of the task becomes a tag of the point
 * @param appTags whether each tag of the app becomes a tag of the point
 * @param failedLog script log of reloads that did not succeed
 * @param succeededLog script log of those that did
 */
record InfluxSettings(
        CallSettings call,
        Limits limits,
        WriteApi api,
        boolean butlerNames,
        Map<String, String> staticTags,
        boolean taskTags,
        boolean appTags,
        ScriptLogSettings failedLog,
        ScriptLogSettings succeededLog) {
    /** Lines, as Butler has them by default (Butler configuration §3). */
    private static final ScriptLogSettings FAILED_LINES = new ScriptLogSettings(0, 20);

    private static final ScriptLogSettings SUCCEEDED_LINES = new ScriptLogSettings(15, 25);
    /** Names that InfluxDB keeps for itself. */
    private static final Set<String> RESERVED = Set.of("time", "_time", "_field", "_measurement");

    static InfluxSettings read(Settings section) {
        CallSettings call =
                CallSettings.read(section, "Give the server's address, such as https://influx.example.com:8086");
        if (call.url().reveal().contains("?")) {
            section.mistake(
                    "url", "has a query", "Give the server's address alone; database and login have keys of their own");
        }
        Settings tags = section.section("static-tags");
        Map<String, String> staticTags = section.textMap("static-tags");
        staticTags.keySet().stream()
                .filter(RESERVED::contains)
                .forEach(name -> tags.mistake(name, "is a name that InfluxDB keeps for itself", "Choose another name"));
        Settings log = section.section("script-log");
        return new InfluxSettings(
                call,
                Pace.read(section, call.concurrency()),
                WriteApi.read(section),
                section.flag("butler-names", false),
                staticTags,
                section.flag("use-task-tags", true),
                section.flag("use-app-tags", true),
                ScriptLogSettings.read(log, FAILED_LINES),
                ScriptLogSettings.read(log, SUCCEEDED_LINES));
    }
}
