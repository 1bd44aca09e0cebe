package io.footman.agent.destination.email;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.model.settings.Settings;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * One destination of type {@code email}.
 *
 * @param limits what the lane keeps to; one connection for each mail at once
 * @param to who always gets a mail
 * @param owner whether the app's owner gets one
 * @param priority as shown by mail programs
 * @param scriptLog how much of the script log is shown
 */
record EmailSettings(
        Limits limits, List<InternetAddress> to, OwnerRule owner, Priority priority, ScriptLogSettings scriptLog) {
    private static final int MOST_CONNECTIONS = 16;

    /** Importance of a mail. */
    enum Priority {
        LOW,
        NORMAL,
        HIGH
    }

    static EmailSettings read(Settings section) {
        OwnerRule owner = OwnerRule.read(section);
        List<String> texts = section.texts("to", List.of());
        if (texts.isEmpty() && !owner.enabled()) {
            section.mistake("to", "is missing", "Give addresses, or write owner: true");
        }
        return new EmailSettings(
                Pace.read(section, section.number("concurrency", 1, 1, MOST_CONNECTIONS)),
                addresses(section, texts),
                owner,
                section.choice("priority", Priority.class, Priority.HIGH),
                ScriptLogSettings.read(section.section("script-log")));
    }

    private static List<InternetAddress> addresses(Settings section, List<String> texts) {
        List<InternetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            MailAddresses.parse(text)
                    .ifPresentOrElse(
                            addresses::add,
                            () -> section.mistake(
                                    "to",
                                    "holds what is no e-mail address: " + text,
                                    "Correct it, such as bi@example.com"));
        }
        return List.copyOf(addresses);
    }
}
