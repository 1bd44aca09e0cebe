package io.footman.agent.destination.signl4;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.agent.http.CallSettings;
import io.footman.model.settings.Settings;

/**
 * One destination of type {@code signl4}.
 *
 * @param call the team's webhook, whose last part is the team's secret, and how to call it
 * @param limits what the lane keeps to
 * @param ownTitle whether the user wrote the title
 * @param service name of the service or system that SIGNL4 files the alert under
 * @param severities what {@code Severity} says
 * @param scriptLog how much of the script log an own template gets
 */
record Signl4Settings(
        CallSettings call,
        Limits limits,
        boolean ownTitle,
        String service,
        Severities severities,
        ScriptLogSettings scriptLog) {
    /** Key of a headline that replaces Footman's titles. */
    static final String TITLE = "title";

    /** Butler's default (Butler configuration §7). */
    private static final String DEFAULT_SERVICE = "Qlik Sense";

    static Signl4Settings read(Settings section) {
        CallSettings call = CallSettings.read(
                section, "Give the webhook address of the team: https://connect.signl4.com/webhook/…");
        return new Signl4Settings(
                call,
                Pace.read(section, call.concurrency()),
                section.has(TITLE),
                section.text("service", DEFAULT_SERVICE),
                Severities.read(section),
                ScriptLogSettings.read(section.section("script-log")));
    }
}
