package io.footman.agent.schedule;

import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.RestPart;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.rest.Scope;
import io.footman.agent.starttask.StartTaskSettings;
import io.footman.model.settings.Settings;

/**
 * Section {@code footman.rest.schedules}, which has no keys yet: it lets stored schedules run without an endpoint for them.
 *
 * @param run whether schedules start their tasks
 */
record ScheduleSettings(boolean run) implements RestPart {
    /** The name that destination and rule of the history have in the journal, in logs and metrics. */
    static final String HISTORY = "schedule-history";

    /** Judges the configuration; mistakes are collected there. */
    static ScheduleSettings read(Settings footman, RestSettings rest) {
        StartTaskSettings.reserveNames(footman, HISTORY);
        Settings section = footman.section(RestSettings.NAME);
        boolean run = section.names().contains("schedules")
                || rest.endpoints().stream().map(Endpoint::scope).anyMatch(Scope.SCHEDULES::equals);
        section.section("schedules");
        if (run && !footman.section("qlik-sense").has("repository")) {
            footman.section("qlik-sense")
                    .mistake(
                            "repository",
                            "is missing, so schedules can start nothing",
                            "Give the address of the repository service, such as https://sense.example.com:4242");
        }
        return new ScheduleSettings(run);
    }
}
