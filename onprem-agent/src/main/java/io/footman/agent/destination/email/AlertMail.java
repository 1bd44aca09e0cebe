package io.footman.agent.destination.email;

import io.footman.agent.destination.email.EmailSettings.Priority;
import io.micronaut.email.Contact;
import io.micronaut.email.Email;
import io.micronaut.email.MultipartBody;
import io.micronaut.email.javamail.composer.MessageComposer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/** Writes mails with an HTML and a plain-text part, and an id that stays the same for every attempt. */
final class AlertMail {
    private final MessageComposer composer;
    /** Only for writing; what is sent goes over {@link SmtpConnection}'s own session. */
    private final Session session = Session.getInstance(new Properties());

    AlertMail(MessageComposer composer) {
        this.composer = composer;
    }

    /** What is said in a mail. */
    record Content(String subject, String html, String text, Priority priority) {}

    /** {@code messageId} includes its angle brackets. */
    MimeMessage write(InternetAddress from, InternetAddress to, Content content, String messageId, Instant time)
            throws MessagingException {
        MimeMessage mail = (MimeMessage) composer.compose(
                Email.builder()
                        .from(contact(from))
                        .to(contact(to))
                        .subject(content.subject())
                        .body(new MultipartBody(content.html(), content.text()))
                        .build(),
                session);
        mail.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
        // RFC 3834: nobody's out-of-office note is wanted.
        mail.setHeader("Auto-Submitted", "auto-generated");
        setPriority(mail, content.priority());
        mail.saveChanges();
        // Behind saveChanges, which makes up an id of its own.
        mail.setHeader("Message-ID", messageId);
        return mail;
    }

    private static Contact contact(InternetAddress address) {
        String name = address.getPersonal();
        return name == null ? new Contact(address.getAddress()) : new Contact(address.getAddress(), name);
    }

    private static void setPriority(MimeMessage mail, Priority priority) throws MessagingException {
        switch (priority) {
            case HIGH -> setPriority(mail, "1 (Highest)", "High");
            case LOW -> setPriority(mail, "5 (Lowest)", "Low");
            case NORMAL -> {
                // Normal is what a mail without these headers is.
            }
        }
    }

    private static void setPriority(MimeMessage mail, String number, String word) throws MessagingException {
        mail.setHeader("X-Priority", number);
        mail.setHeader("X-MSMail-Priority", word);
        mail.setHeader("Importance", word);
    }
}
