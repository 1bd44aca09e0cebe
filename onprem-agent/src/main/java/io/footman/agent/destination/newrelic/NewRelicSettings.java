package io.footman.agent.destination.newrelic;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.FurtherHeaders;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.http.CallSettings;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One destination of type {@code newrelic}.
 *
 * @param eventCall the base of the address of events, and how to call it
 * @param logCall the address of log entries, and how to call it
 * @param limits what the lane keeps to
 * @param feeds what is sent
 * @param accounts who gets it
 * @param attributes the user's own attributes for each feed
 * @param headers further headers; values count as secrets
 * @param taskTags whether each tag of the task becomes an attribute
 * @param appTags whether each tag of the app becomes an attribute
 * @param butlerNames whether an attribute that Butler misspelt keeps Butler's name
 * @param scriptLog how much of the script log a log entry shows
 * @param abortedScriptLog the same when somebody stopped the reload
 */
record NewRelicSettings(
        CallSettings eventCall,
        CallSettings logCall,
        Limits limits,
        Set<Feed> feeds,
        Accounts accounts,
        Map<Feed, StaticAttributes> attributes,
        Map<String, Secret> headers,
        boolean taskTags,
        boolean appTags,
        boolean butlerNames,
        ScriptLogSettings scriptLog,
        ScriptLogSettings abortedScriptLog) {
    /** Set by Footman from {@code accounts}. */
    static final Set<String> TAKEN_HEADERS = Set.of("api-key", "license-key", "x-license-key", "x-insert-key");
    /** Butler's {@code tailScriptLogLines}; it shows no head. */
    private static final ScriptLogSettings DEFAULT_LINES = new ScriptLogSettings(0, 20);

    static NewRelicSettings read(Settings section) {
        Region region = section.choice("region", Region.class, Region.EU);
        CallSettings event = CallSettings.readWithDefault(section, "event-url", region.eventUrl());
        CallSettings log = CallSettings.readWithDefault(section, "log-url", region.logUrl());
        ScriptLogSettings scriptLog = ScriptLogSettings.read(section.section("script-log"), DEFAULT_LINES);
        StaticAttributes shared = StaticAttributes.read(section.section("attributes"));
        Map<Feed, StaticAttributes> attributes = new EnumMap<>(Feed.class);
        for (Feed feed : Feed.values()) {
            attributes.put(feed, shared.and(StaticAttributes.read(section.section(feed.label() + "-attributes"))));
        }
        return new NewRelicSettings(
                event,
                log,
                Pace.read(section, event.concurrency()),
                feeds(section),
                Accounts.read(section),
                attributes,
                FurtherHeaders.read(section.section("headers"), TAKEN_HEADERS),
                section.flag("use-task-tags", true),
                section.flag("use-app-tags", true),
                section.flag("butler-names", false),
                scriptLog,
                ScriptLogSettings.read(section.section("script-log-aborted"), scriptLog));
    }

    /** Everything that must never be shown. */
    Collection<String> secrets() {
        List<String> secrets = new ArrayList<>();
        accounts.byName()
                .values()
                .forEach(account -> secrets.add(account.insertKey().reveal()));
        headers.values().forEach(value -> secrets.add(value.reveal()));
        return secrets;
    }

    private static Set<Feed> feeds(Settings section) {
        Set<Feed> feeds = EnumSet.noneOf(Feed.class);
        for (String text : section.texts("send", List.of(Feed.EVENT.label(), Feed.LOG.label()))) {
            for (Feed feed : Feed.values()) {
                if (feed.label().equalsIgnoreCase(text)) {
                    feeds.add(feed);
                }
            }
            if (feeds.stream().noneMatch(feed -> feed.label().equalsIgnoreCase(text))) {
                section.mistake("send", "names \"" + text + "\", which is unknown", "Use event, log or both");
            }
        }
        if (feeds.isEmpty()) {
            section.mistake("send", "is empty", "Use event, log or both");
        }
        return feeds;
    }
}
