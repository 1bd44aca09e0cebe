package io.footman.agent.destination.slack;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Mode;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.http.CallSettings;
import io.footman.model.settings.Settings;
import java.util.Optional;

/**
 * One destination of type {@code slack}.
 *
 * @param call address of the incoming webhook, which is a secret, and how to call it
 * @param limits what the lane keeps to
 * @param mode formatted or basic
 * @param channel shown where the webhook may choose it (older Slack webhooks and compatible servers)
 * @param username shown as sender, with the same restriction
 * @param iconEmoji shown as picture, with the same restriction, such as {@code :ghost:}
 * @param scriptLog how much of the script log is shown
 */
record SlackSettings(
        CallSettings call,
        Limits limits,
        Mode mode,
        Optional<String> channel,
        Optional<String> username,
        Optional<String> iconEmoji,
        ScriptLogSettings scriptLog) {

    static SlackSettings read(Settings section) {
        CallSettings call = CallSettings.read(
                section, "Create an incoming webhook in Slack (api.slack.com/messaging/webhooks) and give its address");
        return new SlackSettings(
                call,
                Pace.read(section, call.concurrency()),
                section.choice("mode", Mode.class, Mode.FORMATTED),
                section.optionalText("channel"),
                section.optionalText("username"),
                section.optionalText("icon-emoji"),
                ScriptLogSettings.read(section.section("script-log")));
    }
}
