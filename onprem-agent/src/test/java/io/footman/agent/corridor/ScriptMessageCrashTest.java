package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.FakeWebServer.Answer;
import io.footman.agent.destination.FakeWebServer.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API has accepted is sent, although the agent is killed and Slack is dead meanwhile. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ScriptMessageCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MESSAGES = 40;
    private static final Pattern PORT = Pattern.compile("event=rest-started address=http://127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path folder;

    private final FakeWebServer slack = FakeWebServer.http();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void losesNothingThatWasAcceptedAndRepeatsAtMostOneMessage() throws Exception {
        slack.answers(Answer.of(503, "dead"));
        Set<String> accepted = new TreeSet<>();
        try (AgentProcess agent = new AgentProcess(configuration())) {
            int port = port(agent);
            for (int i = 0; i < MESSAGES; i++) {
                String text = "message " + i;
                assertThat(post(port, text)).isEqualTo(201);
                accepted.add(text);
            }
            agent.kill();
        }
        slack.answers(request -> Answer.of(200, "ok"));
        int before = slack.received().size();
        try (AgentProcess agent = new AgentProcess(configuration())) {
            await().atMost(PATIENCE).until(() -> delivered(before).size() > MESSAGES / 2);
            agent.kill();
        }
        try (AgentProcess agent = new AgentProcess(configuration())) {
            await().atMost(PATIENCE).until(() -> Set.copyOf(delivered(before)).size() == MESSAGES);
            agent.terminate();
        }

        List<String> delivered = delivered(before);
        assertThat(Set.copyOf(delivered)).isEqualTo(accepted);
        assertThat(delivered.size() - MESSAGES)
                .as("repeats after one kill while sending")
                .isLessThanOrEqualTo(1);
    }

    private List<String> delivered(int from) {
        return slack.received().stream()
                .skip(from)
                .map(Received::body)
                .map(body -> body.replaceFirst(".*\"text\":\"(message \\d+)\".*", "$1"))
                .toList();
    }

    private int port(AgentProcess agent) throws IOException {
        await().atMost(PATIENCE).until(() -> agent.printed("event=rest-started"));
        Matcher matcher = PORT.matcher(Files.readString(folder.resolve("agent.log")));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private int post(int port, String text) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v4/slackpostmessage"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(
                        "{\"channel\":\"#c\",\"from_user\":\"load\",\"msg\":\"" + text + "\",\"emoji\":\"\"}"))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private Path configuration() throws IOException {
        return Files.writeString(folder.resolve("footman.yml"), """
                footman:
                  server: { port: 0 }
                  journal: { file: data/footman.db }
                  delivery: { first-wait: 100ms, longest-wait: 500ms }
                  rest:
                    port: 0
                    endpoints: [slackPostMessage]
                    slack: { url: "http://127.0.0.1:%d/services/x" }
                """.formatted(slack.port()));
    }
}
