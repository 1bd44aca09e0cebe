package io.footman.agent.destination.newrelic;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.message.Borrowed;
import io.footman.agent.destination.support.FurtherHeaders;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.http.CallSettings;
import io.footman.agent.model.EventKind;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Section {@code footman.rest.new-relic}.
 *
 * @param eventCall the base of the address of events, and how to call it
 * @param metricCall where metrics go; called in the same way as events
 * @param limits what the lane keeps to
 * @param accounts all accounts by the name that the user gave
 * @param metrics who gets metrics, with what attributes
 * @param events who gets events, with what attributes
 * @param headers further headers; values count as secrets
 */
record NewRelicMessageSettings(
        CallSettings eventCall,
        CallSettings metricCall,
        Limits limits,
        Map<String, Account> accounts,
        Audience metrics,
        Audience events,
        Map<String, Secret> headers) {

    /**
     * Who gets one kind of message.
     *
     * @param accounts their names
     * @param attributes that the user adds to each message
     */
    record Audience(List<String> accounts, StaticAttributes attributes) {}

    static NewRelicMessageSettings read(Settings section, Settings root) {
        Settings source =
                Borrowed.section(section, root, "newrelic", List.of("accounts", "region", "event-url", "timeout"));
        Region region = source.choice("region", Region.class, Region.EU);
        CallSettings event = CallSettings.readWithDefault(source, "event-url", region.eventUrl());
        CallSettings metric = CallSettings.readWithDefault(section, "metric-url", region.metricUrl());
        Map<String, Account> accounts = Accounts.named(source);
        StaticAttributes shared = StaticAttributes.read(section.section("attributes"));
        return new NewRelicMessageSettings(
                event,
                metric,
                Pace.read(source, event.concurrency()),
                accounts,
                audience(section, "metric", accounts, shared),
                audience(section, "event", accounts, shared),
                FurtherHeaders.read(section.section("headers"), NewRelicSettings.TAKEN_HEADERS));
    }

    Audience of(EventKind kind) {
        return kind.equals(EventKind.METRIC_TO_NEW_RELIC) ? metrics : events;
    }

    /** Everything that must never be shown. */
    Collection<String> secrets() {
        List<String> secrets = new ArrayList<>();
        accounts.values().forEach(account -> secrets.add(account.insertKey().reveal()));
        headers.values().forEach(value -> secrets.add(value.reveal()));
        return secrets;
    }

    private static Audience audience(
            Settings section, String kind, Map<String, Account> accounts, StaticAttributes shared) {
        String key = kind + "-accounts";
        List<String> names = Accounts.chosen(section, key, accounts, List.copyOf(accounts.keySet()));
        if (names.isEmpty() && !accounts.isEmpty()) {
            section.mistake(key, "is empty", "Name at least one account, or leave it out for all");
        }
        return new Audience(names, shared.and(StaticAttributes.read(section.section(kind + "-attributes"))));
    }
}
