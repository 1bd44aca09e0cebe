package io.footman.agent.destination.email;

import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Headlines;
import io.footman.agent.destination.support.Links;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.template.Templates;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.email.javamail.composer.MessageComposer;
import jakarta.inject.Singleton;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes destinations that send e-mails by the server of {@code footman.mail}. */
@Singleton
public final class EmailType implements DestinationType {
    private final Templates templates;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Alarms alarms;
    private final MessageComposer composer;

    public EmailType(Templates templates, MeterRegistry meters, Clock clock, Alarms alarms, MessageComposer composer) {
        this.templates = templates;
        this.meters = meters;
        this.clock = clock;
        this.alarms = alarms;
        this.composer = composer;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public EmailDestination read(String destinationName, Settings section, Settings root) {
        MailLibrary.prepare();
        MailSettings mail = MailSettings.read(root.section("mail"));
        EmailSettings settings = EmailSettings.read(section);
        MessageVariables variables = new MessageVariables(
                settings.scriptLog(), Links.read(root), TextCut::units, values -> withRecipients(settings, values));
        Headlines subject = Headlines.read(section, Headlines.SUBJECT, templates);
        Composer<String> html =
                Composer.read(destinationName, section, root, new HtmlFormat(), variables, subject, templates, meters);
        // The user's templates are HTML; the plain-text part beside them is always Footman's.
        Settings noTemplates = Settings.of(section.path(), Map.of());
        Composer<String> text = Composer.read(
                destinationName, noTemplates, root, new PlainTextFormat(), variables, subject, templates, meters);
        return new EmailDestination(
                mail, settings, html, text, new AlertMail(composer), new SmtpConnections(mail, clock, alarms), clock);
    }

    /** Butler's variable {@code emailRecipients} (Butler alerts §5, preload tasks). */
    private static Map<String, Object> withRecipients(EmailSettings settings, Map<String, Object> variables) {
        List<Object> ofTask = new ArrayList<>();
        if (settings.fromProperty().isPresent()
                && variables.get("taskCustomProperties") instanceof List<?> properties) {
            properties.stream()
                    .filter(Map.class::isInstance)
                    .map(Map.class::cast)
                    .filter(property -> settings.fromProperty().get().equals(property.get("name")))
                    .forEach(property -> ofTask.add(String.valueOf(property.get("value"))));
        }
        List<String> common =
                settings.to().stream().map(InternetAddress::getAddress).toList();
        variables.put("emailRecipients", Map.of("taskSpecific", ofTask, "common", common));
        return variables;
    }
}
