package io.footman.agent.destination.email;

import io.footman.agent.destination.email.EmailSettings.Priority;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/** A mail with an HTML and a plain-text part, and an id that stays the same for every attempt. */
final class AlertMail extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    private AlertMail(String messageId) {
        super(Session.getInstance(new Properties()));
        this.messageId = messageId;
    }

    /** What is said in a mail. */
    record Content(String subject, String html, String text, Priority priority) {}

    /** {@code messageId} includes its angle brackets. */
    static AlertMail of(Address from, Address to, Content content, String messageId, Instant time)
            throws MessagingException {
        AlertMail mail = new AlertMail(messageId);
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, to);
        mail.setSubject(content.subject(), UTF_8);
        mail.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
        // RFC 3834: nobody's out-of-office note is wanted.
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setPriority(content.priority());
        MimeBodyPart text = new MimeBodyPart();
        text.setText(content.text(), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(content.html(), UTF_8, "html");
        // Mail programs show the last part that they understand.
        mail.setContent(new MimeMultipart("alternative", text, html));
        mail.saveChanges();
        return mail;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private void setPriority(Priority priority) throws MessagingException {
        switch (priority) {
            case HIGH -> setPriority("1 (Highest)", "High");
            case LOW -> setPriority("5 (Lowest)", "Low");
            case NORMAL -> {
                // Normal is what a mail without these headers is.
            }
        }
    }

    private void setPriority(String number, String word) throws MessagingException {
        setHeader("X-Priority", number);
        setHeader("X-MSMail-Priority", word);
        setHeader("Importance", word);
    }
}
