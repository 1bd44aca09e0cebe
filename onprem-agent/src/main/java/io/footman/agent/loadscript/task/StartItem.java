package io.footman.agent.loadscript.task;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/**
 * One item of the body, for the API's document; it is read by {@link StartCall}.
 *
 * @param type what is wanted
 * @param payload the fields that belong to the type
 */
record StartItem(
        @Schema(allowableValues = {"starttaskid", "starttasktag", "starttaskcustomproperty", "keyvaluestore"})
        String type,

        @Schema(
                description = "starttaskid: taskId. starttasktag: tag. starttaskcustomproperty: customPropertyName,"
                        + " customPropertyValue. keyvaluestore: namespace, key, value, ttl in milliseconds")
        Map<String, String> payload) {}
