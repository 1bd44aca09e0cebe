package io.footman.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinksTest {
    private static final long MILLIS = 5_000;

    @TempDir
    Path folder;

    private final List<Captured> told = new CopyOnWriteArrayList<>();
    private final Ports ports = Ports.choose(name -> null);
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void keepsMailWithItsTextAndShowsIt() throws Exception {
        CapturedMessages messages = new CapturedMessages(folder, told::add);
        try (MailSink sink = new MailSink(ports.mail(), messages)) {
            sendMail("Reload of Försäljning failed", "See the log");

            assertThat(messages.awaitKinds(Set.of("e-mail"), "Försäljning", MILLIS))
                    .isEmpty();
        }
        assertThat(told).singleElement().satisfies(mail -> {
            assertThat(mail.text()).contains("To: team@example.com", "See the log");
            assertThat(mail.files()).allSatisfy(file -> assertThat(file).exists());
        });
    }

    @Test
    void keepsChatMessageAndServesItAgain() throws Exception {
        CapturedMessages messages = new CapturedMessages(folder, told::add);
        try (HttpSink sink = sink(messages)) {
            assertThat(post("/slack", "{\"text\":\"Reload failed\"}").body()).isEqualTo("ok");

            Path file = told.get(0).files().get(0);
            assertThat(get(sink.address(file)).body()).contains("Reload failed");
        }
    }

    @Test
    void refusesFilesOutsideTheMessages() throws Exception {
        try (HttpSink sink = sink(new CapturedMessages(folder, told::add))) {
            URI outside = sink.address(Path.of("..%2F..%2Fsecret.txt"));

            assertThat(get(outside).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void sendsEventForTheNamedApp() throws Exception {
        try (HttpSink sink = sink(new CapturedMessages(folder, told::add))) {
            assertThat(post("/send", "app=Stock+%26+co").body()).isEqualTo("sent Stock & co\n");
            assertThat(post("/send", "").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void goesOnNumberingAfterRestart() {
        new CapturedMessages(folder, told::add).addJson("slack", "one", "{}");
        new CapturedMessages(folder, told::add).addJson("slack", "two", "{}");

        assertThat(told)
                .extracting(message -> message.files().get(0).getFileName().toString())
                .containsExactly("0001-slack.json", "0002-slack.json");
    }

    private HttpSink sink(CapturedMessages messages) throws IOException {
        return new HttpSink(
                ports.sink(), messages, new SampleTenant(Clock.systemUTC()), Map.of("app", app -> "sent " + app));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.sink() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void sendMail(String subject, String text) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(ports.mail()));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("footman@example.com"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("team@example.com"));
        mail.setSubject(subject, "UTF-8");
        mail.setText(text, "UTF-8");
        Transport.send(mail);
    }
}
