package io.footman.agent.destination.email;

import io.footman.agent.destination.email.EmailSettings.Priority;
import io.micronaut.email.Contact;
import io.micronaut.email.Email;
import io.micronaut.email.MultipartBody;
import io.micronaut.email.javamail.composer.MessageComposer;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/** Writes mails with an HTML and a plain-text part, and an id that stays the same for every attempt. */
final class AlertMail {
    private final MessageComposer composer;
    private static final char FIRST_NOT_ASCII = 0x80;
    /** Characters without the line break, RFC 5322 §2.1.1. */
    private static final int LONGEST_LINE = 998;

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
        setEncodings(mail, content);
        mail.saveChanges();
        // Behind saveChanges, which makes up an id of its own.
        mail.setHeader("Message-ID", messageId);
        return mail;
    }

    /** Chosen here because the mail library would write each part twice, once to count its characters. */
    private static void setEncodings(MimeMessage mail, Content content) throws MessagingException {
        try {
            if (mail.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart part = parts.getBodyPart(i);
                    String body = part.getDataHandler().getContentType().startsWith("text/html")
                            ? content.html()
                            : content.text();
                    part.setHeader("Content-Transfer-Encoding", encoding(body));
                }
            }
        } catch (IOException e) {
            throw new MessagingException("The parts of a mail cannot be read", e);
        }
    }

    /** RFC 2045 §6: as it is when every mail server takes it, readable when most of it is ASCII. */
    private static String encoding(String body) {
        int ascii = 0;
        int line = 0;
        int longestLine = 0;
        for (int i = 0; i < body.length(); i++) {
            char character = body.charAt(i);
            ascii += character < FIRST_NOT_ASCII ? 1 : 0;
            line = character == '\n' ? 0 : line + 1;
            longestLine = Math.max(longestLine, line);
        }
        if (ascii == body.length() && longestLine <= LONGEST_LINE) {
            return "7bit";
        }
        return 2 * ascii > body.length() ? "quoted-printable" : "base64";
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
