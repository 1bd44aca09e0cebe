package io.footman.model.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One Qlik Cloud event, the same for all three body forms (Qlik webhooks §5). Where a body carries both spellings of an
 * attribute, the CloudEvents one is kept.
 *
 * @param id event id, unique within the tenant; a manual resend repeats it
 * @param type event type as sent; compare it through {@link EventTypes#canonical}
 * @param source sender within Qlik Cloud, such as {@code com.qlik/engine}
 * @param time when it happened; Qlik's schemas do not require it
 * @param tenantId tenant id as sent; not yet checked for use in a topic
 * @param userId acting user
 * @param ownerId owner of the resource
 * @param spaceId space of the resource; absent for a personal space
 * @param topLevelResourceId the app id for app events
 * @param form the body form it was read from
 * @param data the event's own content, untouched; empty when absent. Shared, do not modify
 * @param furtherAttributes every other attribute, legacy extensions included, by its name
 */
public record QlikCloudEvent(
        String id,
        String type,
        String source,
        Optional<Instant> time,
        String tenantId,
        Optional<String> userId,
        Optional<String> ownerId,
        Optional<String> spaceId,
        Optional<String> topLevelResourceId,
        BodyForm form,
        ObjectNode data,
        Map<String, JsonNode> furtherAttributes) {}
