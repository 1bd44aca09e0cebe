package io.footman.agent.destination.email;

import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.Recipients;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.Composer;
import io.footman.agent.destination.support.Composer.Composed;
import io.footman.agent.destination.support.IdempotencyKey;
import io.footman.agent.destination.support.MessageVariables;
import io.footman.agent.destination.support.TextCut;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.FailureReason;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Optional;

/** Sends alerts as e-mails, one for each recipient. */
final class EmailDestination implements Destination {
    /** Head and tail of the script log each; a mail may be long, but not endless. */
    private static final int LOG_BUDGET = 64 * 1024;

    private static final int LONGEST_SUBJECT = 200;

    private final MailSettings mail;
    private final EmailSettings settings;
    private final Composer<String> html;
    private final Composer<String> text;
    private final AlertMail mails;
    private final SmtpConnections connections;
    private final Clock clock;

    EmailDestination(
            MailSettings mail,
            EmailSettings settings,
            Composer<String> html,
            Composer<String> text,
            AlertMail mails,
            SmtpConnections connections,
            Clock clock) {
        this.mail = mail;
        this.settings = settings;
        this.html = html;
        this.text = text;
        this.mails = mails;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public Limits limits() {
        return settings.limits();
    }

    @Override
    public Recipients recipients(EventContext context) {
        return EmailRecipients.of(settings, context);
    }

    @Override
    public SendResult send(Alert alert) {
        Optional<InternetAddress> recipient = MailAddresses.parse(alert.recipient());
        if (recipient.isEmpty() || mail.from().isEmpty()) {
            return new SendResult.Permanent(FailureReason.RECIPIENT, "No e-mail address: " + alert.recipient());
        }
        Composed<String> composed = html(alert);
        html.report(alert, composed.problem());
        try {
            SendResult result =
                    connections.send(message(alert, mail.from().get(), recipient.get(), composed), recipient.get());
            return withProblem(result, composed.problem());
        } catch (MessagingException e) {
            return new SendResult.Permanent(
                    FailureReason.CLIENT_ERROR,
                    "The mail cannot be written: " + e.getClass().getSimpleName());
        }
    }

    Composed<String> html(Alert alert) {
        return html.compose(alert, LOG_BUDGET);
    }

    @Override
    public void close() {
        connections.close();
    }

    private MimeMessage message(Alert alert, InternetAddress from, InternetAddress to, Composed<String> composed)
            throws MessagingException {
        String plain = composed.problem()
                .map(problem -> text.composeInstead(alert, problem, LOG_BUDGET))
                .orElseGet(() -> text.compose(alert, LOG_BUDGET))
                .message();
        String subject = String.valueOf(html.variables(alert, alert.notes(), 0).get(MessageVariables.HEADLINE));
        AlertMail.Content content = new AlertMail.Content(
                TextCut.keepStart(subject, LONGEST_SUBJECT), composed.message(), plain, settings.priority());
        return mails.write(from, to, content, messageId(alert, from), clock.instant());
    }

    private static String messageId(Alert alert, InternetAddress from) {
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        return "<" + IdempotencyKey.of(alert.key()) + "@" + domain + ">";
    }

    private static SendResult withProblem(SendResult result, Optional<String> problem) {
        return result instanceof SendResult.Delivered delivered && problem.isPresent()
                ? new SendResult.Delivered(delivered.detail() + ", default template used: " + problem.get())
                : result;
    }
}
