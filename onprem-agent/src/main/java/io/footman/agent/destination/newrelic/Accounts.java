package io.footman.agent.destination.newrelic;

import io.footman.agent.destination.Recipients;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.Traits.Trait;
import io.footman.model.settings.Settings;
import io.footman.model.settings.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which accounts of New Relic's get what: some always, some by a custom property of the task.
 *
 * @param byName all accounts by the name that the user gave
 * @param always names of those that get everything
 * @param properties custom properties of the task whose values name further accounts, for each feed
 */
record Accounts(Map<String, Account> byName, List<String> always, Map<Feed, List<String>> properties) {
    private static final String PROPERTIES = "account-from-custom-property";
    private static final String SEND_TO = "send-to";
    private static final String NUMBER = "\\d{1,12}";
    private static final String KEY = "[\\x21-\\x7e]+";

    static Accounts read(Settings section) {
        Map<String, Account> byName = named(section);
        Map<Feed, List<String>> properties = properties(section);
        // Who names no account for everything and none by a property wants them all.
        List<String> unlessGiven = properties.isEmpty() ? List.copyOf(byName.keySet()) : List.of();
        return new Accounts(byName, chosen(section, SEND_TO, byName, unlessGiven), properties);
    }

    /** All accounts by the name that the user gave. */
    static Map<String, Account> named(Settings section) {
        Map<String, Account> byName = new LinkedHashMap<>();
        section.section("accounts").namedSections().forEach((name, account) -> byName.put(name, account(account)));
        if (byName.isEmpty()) {
            section.mistake("accounts", "is missing", "Give at least one account: { name: { id: …, insert-key: … } }");
        }
        return byName;
    }

    /** The accounts that a key names. */
    static List<String> chosen(Settings section, String key, Map<String, Account> byName, List<String> unlessGiven) {
        List<String> chosen = section.texts(key, unlessGiven);
        for (String name : chosen) {
            if (!byName.containsKey(name)) {
                section.mistake(
                        key,
                        "names \"" + name + "\", which is not among accounts",
                        Suggestion.remedy(name, byName.keySet()));
            }
        }
        return chosen;
    }

    private static Account account(Settings section) {
        String id = section.requiredText("id", "Give the number of the account, as New Relic shows it");
        if (!id.isEmpty() && !id.matches(NUMBER)) {
            section.mistake("id", "is no number of an account", "Give the number, as New Relic shows it");
        }
        Account account =
                new Account(id, section.requiredSecret("insert-key", "Give an insert or licence key of the account"));
        String key = account.insertKey().reveal();
        if (!key.isEmpty() && !key.matches(KEY)) {
            section.mistake("insert-key", "holds characters that no key has", "Copy the key again");
        }
        return account;
    }

    private static Map<Feed, List<String>> properties(Settings section) {
        Map<Feed, List<String>> properties = new LinkedHashMap<>();
        if (!section.has(PROPERTIES)) {
            return properties;
        }
        for (Feed feed : Feed.values()) {
            List<String> names = section.isSection(PROPERTIES)
                    ? section.section(PROPERTIES).texts(feed.label(), List.of())
                    : section.texts(PROPERTIES, List.of());
            properties.put(feed, names);
        }
        return properties;
    }

    /** One delivery for each account and feed, so that each is retried on its own: {@code event:main}, {@code log:main}. */
    Recipients recipients(Set<Feed> feeds, EventContext context) {
        Set<String> recipients = new LinkedHashSet<>();
        for (Feed feed : feeds) {
            always.forEach(name -> recipients.add(feed.label() + ":" + name));
            named(feed, context)
                    .forEach(value -> known(value).ifPresent(name -> recipients.add(feed.label() + ":" + name)));
        }
        return new Recipients(List.copyOf(recipients), recipients.isEmpty() ? whyNobody(feeds, context) : "");
    }

    /** What the task's properties name and no account is called. */
    List<String> unknown(Set<Feed> feeds, EventContext context) {
        return feeds.stream()
                .flatMap(feed -> named(feed, context).stream())
                .filter(value -> known(value).isEmpty())
                .distinct()
                .toList();
    }

    private String whyNobody(Set<Feed> feeds, EventContext context) {
        if (context.traits().unknown().contains(Trait.TASK_PROPERTIES)) {
            return "The task's custom properties could not be looked up, and send-to names no account";
        }
        List<String> unknown = unknown(feeds, context);
        return unknown.isEmpty()
                ? "Neither send-to nor a custom property of the task names an account"
                : "The task's custom property names \"" + String.join("\", \"", unknown)
                        + "\", which is not among the configured accounts";
    }

    private Optional<String> known(String value) {
        return byName.keySet().stream().filter(value.strip()::equalsIgnoreCase).findFirst();
    }

    private List<String> named(Feed feed, EventContext context) {
        List<String> values = new ArrayList<>();
        for (String property : properties.getOrDefault(feed, List.of())) {
            context.traits().taskProperties().entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(property))
                    .flatMap(entry -> entry.getValue().stream())
                    .forEach(values::add);
        }
        return values;
    }
}
