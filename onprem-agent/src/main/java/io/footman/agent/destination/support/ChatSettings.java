package io.footman.agent.destination.support;

import io.footman.agent.destination.Limits;
import io.footman.agent.http.CallSettings;
import io.footman.model.settings.Settings;

/**
 * What all chat destinations are configured with.
 *
 * @param call address of the webhook, which is a secret, and how to call it
 * @param limits what the lane keeps to
 * @param mode formatted or basic
 * @param scriptLog how much of the script log is shown
 */
public record ChatSettings(CallSettings call, Limits limits, Mode mode, ScriptLogSettings scriptLog) {

    /** Reads the keys; mistakes are collected in the section. {@code urlRemedy} tells where to get the address. */
    public static ChatSettings read(Settings section, String urlRemedy) {
        CallSettings call = CallSettings.read(section, urlRemedy);
        return new ChatSettings(
                call,
                Pace.read(section, call.concurrency()),
                section.choice("mode", Mode.class, Mode.FORMATTED),
                ScriptLogSettings.read(section.section("script-log")));
    }
}
