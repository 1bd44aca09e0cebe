package io.footman.quickstart;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on the loopback address that keeps what it gets and sends nothing on. */
final class MailSink implements AutoCloseable {
    private final CapturedMessages messages;
    private final SMTPServer server;

    MailSink(int port, CapturedMessages messages) {
        this.messages = messages;
        this.server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .messageHandler((context, from, to, data) -> store(to, data))
                .build();
        server.start();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void store(String recipient, byte[] data) throws RejectException {
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data));
            String text = find(message, "text/plain");
            String html = find(message, "text/html");
            Map<String, byte[]> contents = new LinkedHashMap<>();
            if (html != null) {
                contents.put("html", html.getBytes(StandardCharsets.UTF_8));
            }
            contents.put("eml", data);
            messages.add(
                    "e-mail",
                    "To: " + recipient + "\nSubject: " + message.getSubject() + "\n\n" + (text == null ? "" : text),
                    contents);
        } catch (MessagingException | IOException e) {
            throw new RejectException(554, "This is not a readable mail: " + e.getMessage());
        }
    }

    private static @Nullable String find(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = find(parts.getBodyPart(i), type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
