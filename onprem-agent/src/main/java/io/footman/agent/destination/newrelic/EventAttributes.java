package io.footman.agent.destination.newrelic;

import io.footman.agent.model.Traits;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What New Relic is told about an event, under Butler's names (Butler alerts §9). For events of Qlik Cloud, which Butler
 * never sent: {@code qs_hostName} is the tenant's configured name, {@code qs_executionId} the reload id. Footman's own
 * begin with {@code footman_}, or with {@code qs_} where they are Qlik's.
 */
final class EventAttributes {
    /** Attribute, then the variables it is taken from, the first that is there. */
    private static final Map<String, List<String>> SOURCES = sources();

    private static final Map<String, List<String>> OF_THE_EXECUTION = ofTheExecution();
    private static final String STATUS_TEXT = "qs_executionStatusText";
    private static final String BUTLERS_STATUS_TEXT = "qs_exeuctionStatusText";

    private final NewRelicSettings settings;
    private final String version;

    EventAttributes(NewRelicSettings settings, String version) {
        this.settings = settings;
        this.version = version;
    }

    Attributes of(Feed feed, Map<String, Object> variables, Traits traits, Collection<String> notes) {
        Attributes attributes = new Attributes();
        addAll(attributes, SOURCES, variables);
        attributes.add("version", version);
        if (feed == Feed.LOG) {
            addAll(attributes, OF_THE_EXECUTION, variables);
            attributes.add(
                    settings.butlerNames() ? BUTLERS_STATUS_TEXT : STATUS_TEXT, variables.get("executionStatusText"));
            attributes.add("qs_executionStartTime", inner(variables, "executionStartTime", "startTimeUTC"));
            attributes.add("qs_executionStopTime", inner(variables, "executionStopTime", "stopTimeUTC"));
        }
        attributes.add("footman_eventKind", variables.get("eventKind"));
        settings.attributes()
                .getOrDefault(feed, new StaticAttributes(Map.of()))
                .values()
                .forEach(attributes::add);
        if (settings.taskTags()) {
            traits.taskTags().stream().sorted().forEach(tag -> attributes.add("qs_taskTag_" + tag, "true"));
        }
        if (settings.appTags()) {
            traits.appTags().stream().sorted().forEach(tag -> attributes.add("qs_appTag_" + tag, "true"));
        }
        attributes.addNotes(notes);
        return attributes;
    }

    private static void addAll(
            Attributes attributes, Map<String, List<String>> sources, Map<String, Object> variables) {
        sources.forEach((name, from) -> first(variables, from).ifPresent(value -> attributes.add(name, value)));
    }

    private static Optional<Object> first(Map<String, Object> variables, List<String> names) {
        return names.stream()
                .flatMap(name -> Optional.ofNullable(variables.get(name)).stream())
                .filter(value -> !"".equals(value))
                .findFirst();
    }

    private static Object inner(Map<String, Object> variables, String name, String key) {
        return variables.get(name) instanceof Map<?, ?> map && map.get(key) instanceof String text ? text : "";
    }

    private static Map<String, List<String>> sources() {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        sources.put("qs_hostName", List.of("hostName", "eventSource"));
        sources.put("qs_user", List.of("user", "userName", "userId"));
        same(sources, "taskName", "taskId", "appName", "appId");
        sources.put("qs_logTimeStamp", List.of("logTimeStamp", "eventTime"));
        same(sources, "logLevel");
        sources.put("qs_executionId", List.of("executionId", "reloadId"));
        sources.put("qs_logMessage", List.of("logMessage", "errorMessage"));
        same(sources, "appCustomProperties", "taskCustomProperties", "appMetadata", "taskMetadata");
        same(
                sources,
                "tenantId",
                "reloadTrigger",
                "errorCode",
                "errorMessage",
                "appUrl",
                "command",
                "origin",
                "context");
        return sources;
    }

    private static Map<String, List<String>> ofTheExecution() {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        same(sources, "executingNodeName", "executionStatusNum", "scriptLogSize", "scriptLogTailCount");
        sources.put("qs_executionDuration", List.of("footmanDuration"));
        return sources;
    }

    private static void same(Map<String, List<String>> sources, String... names) {
        for (String name : names) {
            sources.put("qs_" + name, List.of(name));
        }
    }
}
