package io.footman.agent.destination.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationContractTest;
import io.footman.agent.destination.DestinationType;
import io.footman.agent.destination.SendResult;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.FailureReason;
import io.footman.testkit.TestCertificates;
import io.micronaut.email.javamail.composer.DefaultMessageComposer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real SMTP server with TLS and login. */
class EmailDestinationTest extends DestinationContractTest {
    private TestCertificates certificates;
    private RealSmtp server;
    private final Map<String, Object> mail = new HashMap<>();

    @BeforeEach
    void startServer() throws IOException {
        certificates = TestCertificates.create(Files.createDirectories(folder.resolve("certificates")));
        start(false);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private void start(boolean implicitTls) {
        server = new RealSmtp(certificates, implicitTls, TOKEN);
        mail.putAll(Map.of(
                "host",
                "localhost",
                "port",
                server.port(),
                "security",
                implicitTls ? "tls" : "starttls",
                "username",
                "footman",
                "password",
                TOKEN,
                "from",
                "Footman é <footman@example.com>",
                "timeout",
                "5s",
                "tls",
                Map.of("certificate-authority", certificates.ca().toString())));
    }

    @Override
    protected DestinationType type() {
        return new EmailType(parts.templates, parts.meters, parts.clock, parts.alarms, new DefaultMessageComposer());
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("type", "email", "to", "bi@example.com");
    }

    @Override
    protected Map<String, Object> shared() {
        return Map.of("mail", mail);
    }

    @Override
    protected String recipient() {
        return "BI Team <bi@example.com>";
    }

    @Override
    protected void receiverAccepts() {
        // A real server always does.
    }

    @Override
    protected String lastMessage() {
        return html().replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#x27;", "'")
                .replace("&#x60;", "`")
                .replace("&#x3D;", "=")
                .replace("&amp;", "&");
    }

    @Override
    protected String lastIdentification() {
        return header("Message-ID");
    }

    private MimeMessage last() {
        return server.mails().get(server.mails().size() - 1);
    }

    private String header(String name) {
        try {
            return last().getHeader(name, null);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private String html() {
        return part(1);
    }

    private String plainText() {
        return part(0);
    }

    private String part(int index) {
        try {
            return (String)
                    ((MimeMultipart) last().getContent()).getBodyPart(index).getContent();
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app-reload-failed",
                "app-reload-succeeded",
                "app-reload-canceled",
                "reload-task-failed",
                "com.qlik.app.published"
            })
    void hasALayoutForEveryEventKind(String kind) {
        try (Destination destination = open(Map.of())) {
            SendResult result = send(destination, Alerts.failedReload().kind(new EventKind(kind)));
            assertThat(result).as(result.toString()).isInstanceOf(SendResult.Delivered.class);
            assertThat(html()).contains("Sales").endsWith("</html>\r\n");
            assertThat(plainText()).contains("Sales").doesNotContain("<", "{{");
        }
    }

    @Test
    void sendsHtmlAndPlainTextInUtf8() throws MessagingException, IOException {
        try (Destination destination = open(Map.of("script-log", Map.of("head", 1, "tail", 2)))) {
            send(destination, Alerts.failedReload().variable("appName", "Sälj & <b>📈</b>"));
            assertThat(last().getContentType()).startsWith("multipart/alternative");
            MimeMultipart parts = (MimeMultipart) last().getContent();
            assertThat(parts.getBodyPart(0).getContentType())
                    .startsWith("text/plain")
                    .contains("UTF-8");
            assertThat(parts.getBodyPart(1).getContentType())
                    .startsWith("text/html")
                    .contains("UTF-8");
            assertThat(html()).contains("Sälj &amp; &lt;b&gt;📈&lt;/b&gt;").contains("line 1", "line 29", "line 30");
            assertThat(plainText())
                    .contains("Sälj & <b>📈</b>", "App owner: Göran Sander", "Duration: 0:02:31")
                    .contains("line 1", "line 29", "line 30")
                    .doesNotContain("line 28");
        }
    }

    @Test
    void writesSubjectSenderAndRecipientSafely() throws MessagingException {
        try (Destination destination = open(Map.of("subject", "{{appName}} & co"))) {
            send(destination, Alerts.failedReload().variable("appName", "Sälj\r\nBcc: evil@example.com\r\n\r\nx 📈"));
            assertThat(last().getSubject()).isEqualTo("Sälj Bcc: evil@example.com x 📈 & co");
            assertThat(last().getHeader("Bcc")).isNull();
            assertThat(last().getFrom()[0].toString()).contains("footman@example.com");
            assertThat(last().getAllRecipients()).hasSize(1);
            assertThat(server.recipients()).containsExactly("bi@example.com");
        }
    }

    @Test
    void usesTheDefaultSubjectWithoutEntities() throws MessagingException {
        try (Destination destination = open(Map.of())) {
            send(destination, Alerts.failedReload().variable("appName", "A&B"));
            assertThat(last().getSubject()).isEqualTo("Qlik Cloud app reload failed: \"A&B\"");
        }
    }

    @Test
    void marksPriorityAndAutomaticOrigin() {
        try (Destination high = open(Map.of());
                Destination low = open(Map.of("priority", "low"));
                Destination normal = open(Map.of("priority", "normal"))) {
            send(high, Alerts.failedReload());
            assertThat(header("Importance")).isEqualTo("High");
            assertThat(header("X-Priority")).startsWith("1");
            assertThat(header("Auto-Submitted")).isEqualTo("auto-generated");
            assertThat(header("Date")).isEqualTo("Fri, 20 Nov 2026 10:00:00 GMT");
            send(low, Alerts.failedReload());
            assertThat(header("X-Priority")).startsWith("5");
            send(normal, Alerts.failedReload());
            assertThat(header("X-Priority")).isNull();
        }
    }

    @Test
    void rendersAButlerTemplateWithPartials() throws IOException {
        Files.createDirectories(folder.resolve("partials"));
        Files.writeString(folder.resolve("partials/footer.handlebars"), "bye {{appOwnerName}}");
        Files.writeString(
                folder.resolve("failed-reload-qscloud.handlebars"),
                "<html><body><b>{{appName}}</b>{{#each genericUrls}}{{url}}{{/each}}{{> footer}}</body></html>");
        try (Destination destination = open(Map.of("template", "failed-reload-qscloud"))) {
            SendResult result = send(
                    destination,
                    Alerts.failedReload().variable("appName", "A&B").gaps("A <gap>."));
            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Delivered.class,
                            delivered -> assertThat(delivered.detail()).doesNotContain("default template"));
            assertThat(html().strip())
                    .isEqualTo("<html><body><b>A&amp;B</b>bye Göran Sander<p>A &lt;gap&gt;.</p></body></html>");
            assertThat(plainText()).contains("A&B", "Note: A <gap>.");
        }
    }

    @Test
    void speaksImplicitTls() {
        server.close();
        start(true);
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, Alerts.failedReload())).isInstanceOf(SendResult.Delivered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void triesAgainWhenTheCertificateIsNotTrusted(boolean implicitTls) {
        server.close();
        start(implicitTls);
        mail.remove("tls");
        try (Destination destination = open(Map.of())) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.TLS);
            assertThat(server.mails()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesACertificateOfAnotherName(boolean implicitTls) throws IOException {
        server.close();
        certificates =
                TestCertificates.createForHost(Files.createDirectories(folder.resolve("other")), "other.example.com");
        start(implicitTls);
        try (Destination destination = open(Map.of())) {
            assertRetryable(send(destination, Alerts.failedReload()), FailureReason.TLS);
            assertThat(server.mails()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesAnyCertificateWhenToldSo(boolean implicitTls) {
        server.close();
        start(implicitTls);
        mail.put("tls", Map.of("reject-unauthorized", false));
        try (Destination destination = open(Map.of())) {
            assertThat(send(destination, Alerts.failedReload())).isInstanceOf(SendResult.Delivered.class);
        }
    }

    @Test
    void givesUpWhenTheLoginIsRefused() {
        mail.put("password", TOKEN + "-wrong");
        try (Destination destination = open(Map.of())) {
            assertPermanent(send(destination, Alerts.failedReload()), FailureReason.AUTH);
        }
    }
}
