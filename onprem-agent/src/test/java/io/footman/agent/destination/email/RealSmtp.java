package io.footman.agent.destination.email;

import io.footman.model.tls.Pem;
import io.footman.testkit.TestCertificates;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server that wants STARTTLS or implicit TLS, and a login. */
final class RealSmtp implements AutoCloseable {
    private final SMTPServer server;
    private final List<MimeMessage> mails = new CopyOnWriteArrayList<>();
    private final List<String> recipients = new CopyOnWriteArrayList<>();

    RealSmtp(TestCertificates certificates, boolean implicitTls, String password) {
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, given, context) -> {
                    if (!user.equals("footman") || !given.equals(password)) {
                        throw new LoginFailedException();
                    }
                }))
                .messageHandler((context, from, to, data) -> take(to, data));
        server = implicitTls
                ? builder.serverSocketFactory(context(certificates)).build()
                : builder.enableTLS()
                        .requireTLS()
                        .startTlsSocketFactory(context(certificates))
                        .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    List<MimeMessage> mails() {
        return mails;
    }

    /** Envelope recipients. */
    List<String> recipients() {
        return recipients;
    }

    @Override
    public void close() {
        server.stop();
    }

    private void take(String to, byte[] data) {
        try {
            mails.add(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data)));
            recipients.add(to);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(TestCertificates certificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    Pem.identity(certificates.server(), certificates.serverKey(), Optional.empty())
                            .getKeyManagers(),
                    null,
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
