package io.footman.agent.loadscript.task;

import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.RestPart;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.starttask.StartTaskSettings;
import io.footman.model.settings.Settings;

/** What the endpoint that starts tasks needs from other sections; it has none of its own. */
record TaskPart() implements RestPart {

    /** Judges the configuration; mistakes are collected there. */
    static TaskPart read(Settings footman, RestSettings rest) {
        StartTaskSettings.reserveNames(footman, StartTaskSettings.NAME);
        if (rest.offers(Endpoint.SENSE_START_TASK)) {
            if (!footman.section("qlik-sense").has("repository")) {
                footman.section("qlik-sense")
                        .mistake(
                                "repository",
                                "is missing, so " + Endpoint.SENSE_START_TASK.flag() + " can start nothing",
                                "Give the address of the repository service, such as https://sense.example.com:4242");
            }
            if (StartTaskSettings.read(footman)
                    .filter(StartTaskSettings::allowsAny)
                    .isEmpty()) {
                footman.section(StartTaskSettings.NAME)
                        .mistake(
                                "allow",
                                "is missing, so " + Endpoint.SENSE_START_TASK.flag() + " may start nothing",
                                "Name tasks by task-ids, tags or custom-properties; or allow every task, as Butler does"
                                        + " without its filter, with { task-ids: [\"*\"] }");
            }
        }
        return new TaskPart();
    }
}
