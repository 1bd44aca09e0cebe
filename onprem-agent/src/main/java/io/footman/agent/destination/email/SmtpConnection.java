package io.footman.agent.destination.email;

import io.footman.agent.destination.email.MailSettings.Security;
import io.footman.model.settings.Secret;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection with the mail server, kept over several mails. Used by one thread at a time; {@link #abort()} comes from
 * another.
 */
final class SmtpConnection {
    private static final String PROTOCOL = "smtp";

    private final MailSettings settings;
    private final TrackingSockets sockets = new TrackingSockets();
    private final SMTPTransport transport;
    private int sent;

    SmtpConnection(MailSettings settings) {
        this.settings = settings;
        // Not the JVM-wide default session: its properties could be anyone's.
        this.transport = new SMTPTransport(Session.getInstance(properties()), null);
    }

    /** Sends one mail and gives the server's answer. The first one connects. */
    String send(MimeMessage message, Address recipient) throws MessagingException {
        if (sent == 0) {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.username().orElse(null),
                    settings.password().map(Secret::reveal).orElse(null));
        }
        transport.sendMessage(message, new Address[] {recipient});
        sent++;
        return String.valueOf(transport.getLastServerResponse());
    }

    /** How many mails it has carried. */
    int sent() {
        return sent;
    }

    /** Cuts the connection off, whatever it is doing. */
    void abort() {
        sockets.abort();
    }

    /** Says goodbye and closes. */
    void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            // The server was gone already; closing the sockets is all that is left.
            sockets.abort();
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        String timeout = Long.toString(settings.timeout().toMillis());
        set(properties, "connectiontimeout", timeout);
        set(properties, "timeout", timeout);
        set(properties, "auth", Boolean.toString(settings.username().isPresent()));
        set(properties, "ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        set(properties, "starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        set(properties, "starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
        set(
                properties,
                "ssl.checkserveridentity",
                Boolean.toString(settings.tls().rejectUnauthorized()));
        set(properties, "socketFactory", sockets.plain());
        if (settings.security() != Security.NONE) {
            set(
                    properties,
                    "ssl.socketFactory",
                    sockets.encrypted(settings.tls().context().getSocketFactory()));
        }
        set(properties, "socketFactory.fallback", "false");
        set(properties, "quitwait", "false");
        return properties;
    }

    private static void set(Properties properties, String name, Object value) {
        properties.put("mail." + PROTOCOL + "." + name, value);
    }
}
