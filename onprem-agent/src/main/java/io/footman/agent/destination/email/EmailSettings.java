package io.footman.agent.destination.email;

import io.footman.agent.destination.Limits;
import io.footman.agent.destination.support.Pace;
import io.footman.agent.destination.support.ScriptLogSettings;
import io.footman.model.settings.Settings;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One destination of type {@code email}.
 *
 * @param limits what the lane keeps to; one connection for each mail at once
 * @param to who gets a mail, always or by {@code gate}
 * @param gate when {@code to} gets one; empty for always
 * @param fromProperty name of a custom property of tasks that holds further addresses
 * @param owner whether the app's owner gets one
 * @param priority as shown by mail programs
 * @param scriptLog how much of the script log is shown
 */
record EmailSettings(
        Limits limits,
        List<InternetAddress> to,
        Optional<PropertyGate> gate,
        Optional<String> fromProperty,
        OwnerRule owner,
        Priority priority,
        ScriptLogSettings scriptLog) {
    /** One connection serves a burst. With more, a crash could repeat as many mails. */
    private static final int CONNECTIONS = 1;

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
        Optional<PropertyGate> gate = PropertyGate.read(section);
        Optional<String> fromProperty = section.optionalText("recipients-from-custom-property");
        if (texts.isEmpty() && !owner.enabled() && fromProperty.isEmpty()) {
            section.mistake(
                    "to", "is missing", "Give addresses, or owner: true, or recipients-from-custom-property: …");
        }
        if (texts.isEmpty() && gate.isPresent()) {
            section.mistake("to-if-custom-property", "has no effect without to", "Give addresses in to, or remove it");
        }
        return new EmailSettings(
                Pace.read(section, section.number("concurrency", CONNECTIONS, 1, MOST_CONNECTIONS)),
                addresses(section, texts),
                gate,
                fromProperty,
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
