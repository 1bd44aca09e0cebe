package io.footman.gateway.settings;

import io.footman.model.cloud.EventTypes;
import io.footman.model.mqtt.TopicTemplate;
import io.footman.model.mqtt.Topics;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Qlik Cloud webhook: section {@code footman.qlik-cloud}.
 *
 * @param secrets active secrets; empty only when unsigned webhooks were asked for by name
 * @param tenants allowed tenant ids; empty allows every tenant whose signature is valid
 * @param eventTypes wanted event types in canonical form; {@link #ALL_EVENT_TYPES} wants all
 * @param headerPolicy which headers the way to the gateway must have added
 * @param headers further headers with the values they must have
 * @param topic topic of reload events
 * @param otherTopic topic of all other events
 * @param legacyCopyTopic topic of a second message for an unmodified Butler
 */
public record QlikCloudSettings(
        List<Secret> secrets,
        Set<String> tenants,
        Set<String> eventTypes,
        HeaderPolicy headerPolicy,
        Map<String, String> headers,
        TopicTemplate topic,
        TopicTemplate otherTopic,
        Optional<TopicTemplate> legacyCopyTopic) {
    /** Stands for all event types in {@code event-types}. */
    public static final String ALL_EVENT_TYPES = "*";

    private static final String UNSIGNED = "accept-unsigned-webhooks-from-anyone";
    private static final List<String> RELOADS = List.of(EventTypes.APP_RELOAD_FINISHED, EventTypes.RELOAD_FINISHED);

    /** Reads the section; mistakes are collected there. */
    static QlikCloudSettings read(Settings section) {
        return new QlikCloudSettings(
                SignatureSecrets.read(section, UNSIGNED),
                tenants(section),
                Set.copyOf(section.texts("event-types", RELOADS).stream()
                        .map(EventTypes::canonical)
                        .distinct()
                        .toList()),
                section.choice("header-policy", HeaderPolicy.class, HeaderPolicy.DIRECT),
                section.textMap("headers"),
                TopicSetting.read(section, "topic", Topics.APP_RELOAD),
                TopicSetting.read(section, "other-topic", Topics.OTHER_EVENT),
                section.has("legacy-copy-topic")
                        ? Optional.of(TopicSetting.read(section, "legacy-copy-topic", Topics.APP_RELOAD))
                        : Optional.empty());
    }

    private static Set<String> tenants(Settings section) {
        List<String> tenants = section.texts("tenants", List.of());
        for (String tenant : tenants) {
            Topics.tenantIdProblem(tenant)
                    .ifPresent(problem -> section.mistake(
                            "tenants",
                            "has an entry that " + problem,
                            "Give tenant ids as shown under About in the Qlik Cloud hub, not names"));
        }
        return Set.copyOf(tenants);
    }
}
