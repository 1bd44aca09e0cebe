package io.footman.agent.destination.email;

import io.footman.agent.http.TlsSettings;
import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The mail server that all e-mail destinations send by: section {@code footman.mail}.
 *
 * @param host name or address of the SMTP server
 * @param port TCP port
 * @param security how the connection is encrypted
 * @param username login name, if the server wants one
 * @param password login password, if the server wants one
 * @param from sender of all mails
 * @param timeout end of one whole mail, connecting included
 * @param idle how long an unused connection stays open
 * @param tls certificates
 */
record MailSettings(
        String host,
        int port,
        Security security,
        Optional<String> username,
        Optional<Secret> password,
        Optional<InternetAddress> from,
        Duration timeout,
        Duration idle,
        TlsSettings tls) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration DEFAULT_IDLE = Duration.ofSeconds(30);
    private static final int HIGHEST_PORT = 65_535;

    /** Encryption of the connection. */
    enum Security {
        /** Begins in plain text; nothing is sent before TLS is agreed on (RFC 3207). */
        STARTTLS(587),
        /** Encrypted from the first byte (RFC 8314). */
        TLS(465),
        /** Not encrypted. */
        NONE(25);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    static MailSettings read(Settings section) {
        Security security = section.choice("security", Security.class, Security.STARTTLS);
        if (section.has("username") != section.has("password")) {
            section.mistake(
                    section.has("username") ? "password" : "username",
                    "is missing",
                    "A login needs both; remove both for a server without login");
        }
        String from = section.requiredText("from", "Give the sender, such as Footman <footman@example.com>");
        Optional<InternetAddress> sender = MailAddresses.parse(from);
        if (!from.isEmpty() && sender.isEmpty()) {
            section.mistake("from", "is no e-mail address", "Give one such as Footman <footman@example.com>");
        }
        return new MailSettings(
                section.requiredText("host", "Give the name of the SMTP server"),
                section.number("port", security.usualPort, 1, HIGHEST_PORT),
                security,
                section.optionalText("username"),
                section.optionalSecret("password"),
                sender,
                section.duration("timeout", DEFAULT_TIMEOUT),
                section.duration("idle", DEFAULT_IDLE),
                TlsSettings.read(section.section("tls")));
    }

    /** The server as shown in logs and results. */
    String shown() {
        return host + ":" + port;
    }
}
