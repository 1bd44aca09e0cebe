package io.footman.agent.loadscript.app;

import io.footman.agent.qlik.engine.EngineSite;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.rest.Endpoint;
import io.footman.agent.rest.RestPart;
import io.footman.agent.rest.RestSettings;
import io.footman.agent.starttask.StartTaskSettings;
import io.footman.model.settings.Settings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Section {@code footman.rest.apps}.
 *
 * @param reloadsAtOnce apps reloaded or waiting for their turn at a time; each holds a session of the engine
 * @param longestReload a reload is cancelled when it takes longer
 * @param mayStartTasks whether any task may follow a reload
 */
record AppSettings(int reloadsAtOnce, Duration longestReload, boolean mayStartTasks) implements RestPart {
    static final int RELOADS_AT_ONCE = 20;
    static final Duration LONGEST_RELOAD = Duration.ofHours(24);
    private static final int MOST_AT_ONCE = 200;
    private static final Set<Endpoint> NEED_ENGINE =
            EnumSet.of(Endpoint.SENSE_LIST_APPS, Endpoint.SENSE_APP_DUMP, Endpoint.SENSE_APP_RELOAD);

    /** Reads the section; mistakes are collected there. */
    static AppSettings read(Settings footman, RestSettings rest, EngineSite site) {
        Settings section = footman.section("rest").section("apps");
        NEED_ENGINE.stream()
                .filter(rest::offers)
                .findFirst()
                .filter(endpoint -> site.engine().isEmpty()
                        && !footman.section("qlik-sense").has("repository"))
                .ifPresent(endpoint -> footman.section("qlik-sense")
                        .mistake(
                                "repository",
                                "is missing, so " + endpoint.flag() + " knows no engine",
                                "Give the address of the repository service, such as https://sense.example.com:4242;"
                                        + " the engine is looked for on the same host"));
        return new AppSettings(
                section.number("reloads-at-once", RELOADS_AT_ONCE, 1, MOST_AT_ONCE),
                SenseSettings.positive(section, "longest-reload", LONGEST_RELOAD),
                !rest.offers(Endpoint.SENSE_APP_RELOAD)
                        || StartTaskSettings.read(footman)
                                .filter(StartTaskSettings::allowsAny)
                                .isPresent());
    }

    @Override
    public List<String> warnings() {
        return mayStartTasks
                ? List.of()
                : List.of("footman.start-tasks.allow is missing: reloads run, but every task that should follow one is"
                        + " refused; task-ids: [\"*\"] allows all, as Butler does");
    }
}
