package io.footman.agent.corridor;

import io.footman.testkit.TestBroker;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.util.Properties;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A real mail server that counts what it accepts, can be away, and can answer 451. */
final class MailSink implements AutoCloseable {
    private final int port = TestBroker.freePort();
    private final Receipts receipts = new Receipts();
    private volatile boolean busy;
    private SMTPServer server = open();

    int port() {
        return port;
    }

    Receipts receipts() {
        return receipts;
    }

    /** Answers 451 to each mail: try again later. */
    void busy(boolean now) {
        busy = now;
    }

    /** Closes the port: connections are refused until {@link #appear}. */
    void vanish() {
        server.stop();
    }

    void appear() {
        server = open();
    }

    private SMTPServer open() {
        SMTPServer opened = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) -> take(data))
                .build();
        opened.start();
        return opened;
    }

    private void take(byte[] data) throws RejectException {
        if (busy) {
            receipts.failed();
            throw new RejectException(451, "4.3.0 Try again later");
        }
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data));
            receipts.accepted(mail.getSubject());
        } catch (MessagingException e) {
            receipts.accepted("unreadable mail: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
