package io.footman.agent.loadscript.message;

import io.footman.agent.destination.message.MqttMessage;
import io.footman.agent.rest.Fields;
import io.footman.agent.rest.RestException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;

/**
 * A text to be published (Butler REST API §3.8).
 *
 * @param topic without wildcards
 * @param message may be empty: with {@code retain} that removes a retained one
 * @param qos quality of service: 1, unless the script wants 0 or 2
 * @param retain whether the broker keeps it as the topic's last message
 */
record MqttRequest(
        String topic,
        String message,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        int qos,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        boolean retain) {
    private static final int LONGEST_TOPIC = 1_000;
    private static final int QOS = 1;
    private static final int HIGHEST_QOS = 2;

    /** What brokers in the cloud take: Azure Event Grid 512 KB. */
    private static final int LARGEST_BYTES = 512 * 1024;

    static MqttRequest read(Fields fields) {
        String message = fields.requiredText("message");
        int bytes = message.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_BYTES) {
            throw RestException.invalid(fields.path() + "/message has " + bytes + " bytes; at most " + LARGEST_BYTES
                    + " are accepted. Publish where the data are instead of the data");
        }
        double qos = fields.number("qos").orElse((double) QOS);
        if (qos != Math.rint(qos) || qos < 0 || qos > HIGHEST_QOS) {
            throw RestException.invalid(fields.path() + "/qos must be 0, 1 or 2");
        }
        return new MqttRequest(
                Texts.required(fields, "topic", LONGEST_TOPIC), message, (int) qos, fields.flag("retain", false));
    }

    MqttMessage forBroker() {
        return new MqttMessage(topic, message, qos, retain);
    }
}
