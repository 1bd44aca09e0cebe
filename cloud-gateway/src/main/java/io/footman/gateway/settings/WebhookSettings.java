package io.footman.gateway.settings;

import io.footman.model.mqtt.TopicTemplate;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.util.List;
import java.util.Map;

/**
 * A further webhook source, reached at {@code /webhooks/{name}}: section {@code footman.webhooks.<name>}. Signed with
 * HMAC-SHA256 in hex, as GitHub and many others do.
 *
 * @param name the name in the path
 * @param secrets active secrets; empty only when unsigned webhooks were asked for by name
 * @param signatureHeader header that carries the signature
 * @param headerPolicy which headers the way to the gateway must have added
 * @param headers further headers with the values they must have
 * @param topic topic without placeholders
 */
public record WebhookSettings(
        String name,
        List<Secret> secrets,
        String signatureHeader,
        HeaderPolicy headerPolicy,
        Map<String, String> headers,
        TopicTemplate topic) {
    private static final String UNSIGNED = "accept-unsigned-webhooks-from-anyone";
    private static final String DEFAULT_SIGNATURE_HEADER = "X-Hub-Signature-256";

    static WebhookSettings read(String name, Settings section) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            section.mistake(
                    "", "has a name that cannot stand in a path", "Use lower-case letters, digits and hyphens only");
        }
        TopicTemplate topic = TopicSetting.read(section, "topic", "webhooks/" + name);
        if (topic.text().contains("{")) {
            section.mistake("topic", "has a placeholder, but only Qlik Cloud events have values for it", "Remove it");
        }
        return new WebhookSettings(
                name,
                SignatureSecrets.read(section, UNSIGNED),
                section.text("signature-header", DEFAULT_SIGNATURE_HEADER),
                section.choice("header-policy", HeaderPolicy.class, HeaderPolicy.DIRECT),
                section.textMap("headers"),
                topic);
    }
}
