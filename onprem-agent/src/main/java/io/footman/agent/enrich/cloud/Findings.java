package io.footman.agent.enrich.cloud;

import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.cloud.App;
import io.footman.agent.qlik.cloud.Item;
import io.footman.agent.qlik.cloud.Reload;
import io.footman.agent.qlik.cloud.Space;
import io.footman.agent.qlik.cloud.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outcome of one round of look-ups about one event. */
record Findings(
        Lookup<App> app,
        Lookup<Item> item,
        Lookup<Reload> reload,
        Lookup<LogText> scriptLog,
        Lookup<User> owner,
        Lookup<User> actor,
        Lookup<Space> space) {

    static final String APP = "the app's details";
    static final String ITEM = "tags and file size";
    static final String RELOAD = "the reload's details";
    static final String SCRIPT_LOG = "the script log";
    static final String OWNER = "the app's owner";
    static final String ACTOR = "the user who reloaded";
    static final String SPACE = "the space";

    static final Findings NONE = new Findings(
            Lookup.notNeeded(APP),
            Lookup.notNeeded(ITEM),
            Lookup.notNeeded(RELOAD),
            Lookup.notNeeded(SCRIPT_LOG),
            Lookup.notNeeded(OWNER),
            Lookup.notNeeded(ACTOR),
            Lookup.notNeeded(SPACE));

    /** One sentence per cause, so that an outage is told once and not seven times. */
    List<String> gaps() {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        for (Lookup<?> lookup : List.of(app, item, reload, scriptLog, owner, actor, space)) {
            lookup.why()
                    .ifPresent(why -> missing.computeIfAbsent(why, cause -> new ArrayList<>())
                            .add(lookup.what()));
        }
        List<String> gaps = new ArrayList<>();
        missing.forEach(
                (why, what) -> gaps.add("Not looked up: " + String.join(", ", what) + ", because " + why + "."));
        return gaps;
    }
}
