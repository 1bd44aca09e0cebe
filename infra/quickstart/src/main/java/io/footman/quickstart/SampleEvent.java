package io.footman.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A failed app reload as Qlik Cloud sends it in the CloudEvents form (Qlik webhooks §5).
 *
 * @param id event id, new for each event
 * @param appId the same for each event of one app name
 * @param body the bytes to sign and send
 */
record SampleEvent(String id, String appId, String appName, String reloadId, byte[] body) {
    static final String TENANT = "UkeLb6ICti8OA8f3LueRI5kVNtuHc15f";
    static final String USER = "637390ec6541614d3a88d6c1";
    static final String SPACE = "65f0c1d2e3a4b5c6d7e8f901";
    private static final int RELOAD_ID_LENGTH = 24;
    private static final ObjectMapper JSON = new ObjectMapper();

    static SampleEvent failedReload(String appName, Clock clock) {
        String id = UUID.randomUUID().toString();
        String appId =
                UUID.nameUUIDFromBytes(appName.getBytes(StandardCharsets.UTF_8)).toString();
        String reloadId = UUID.randomUUID().toString().replace("-", "").substring(0, RELOAD_ID_LENGTH);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);

        ObjectNode event = JSON.createObjectNode();
        event.put("id", id);
        event.put("source", "com.qlik/engine");
        event.put("specversion", "1.0");
        event.put("type", "com.qlik.v1.app.reload.finished");
        event.put("time", now.toString());
        event.put("datacontenttype", "application/json");
        event.put("tenantid", TENANT);
        event.put("userid", USER);
        event.put("ownerid", USER);
        event.put("spaceid", SPACE);
        event.put("toplevelresourceid", appId);
        ObjectNode data = event.putObject("data");
        data.put("duration", 2431);
        data.put("endedWithMemoryConstraint", false);
        data.putArray("errors");
        data.put("isDirectQueryMode", false);
        data.put("isPartialReload", false);
        data.put("isSessionApp", false);
        data.put("isSkipStore", false);
        data.put("name", appName);
        data.put("peakMemoryBytes", 19_922_944);
        data.put("reloadId", reloadId);
        data.put("rowLimit", -1);
        data.putObject("size").put("memory", 262_144);
        data.putArray("statements");
        data.put("status", "error");
        data.put("usage", "ANALYTICS");
        data.putArray("warnings");
        data.put("endTime", now.toString());
        try {
            return new SampleEvent(id, appId, appName, reloadId, JSON.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
