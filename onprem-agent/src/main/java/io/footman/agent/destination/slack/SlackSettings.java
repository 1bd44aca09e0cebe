package io.footman.agent.destination.slack;

import io.footman.agent.destination.support.ChatSettings;
import io.footman.model.settings.Settings;
import java.util.Optional;

/**
 * One destination of type {@code slack}.
 *
 * @param chat what all chat destinations have
 * @param channel shown where the webhook may choose it (older Slack webhooks and compatible servers)
 * @param username shown as sender, with the same restriction
 * @param iconEmoji shown as picture, with the same restriction, such as {@code :ghost:}
 */
record SlackSettings(
        ChatSettings chat, Optional<String> channel, Optional<String> username, Optional<String> iconEmoji) {

    static SlackSettings read(Settings section) {
        return new SlackSettings(
                ChatSettings.read(
                        section,
                        "Create an incoming webhook in Slack (api.slack.com/messaging/webhooks) and give its address"),
                section.optionalText("channel"),
                section.optionalText("username"),
                section.optionalText("icon-emoji"));
    }
}
