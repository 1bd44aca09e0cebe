package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.intake.Publisher;
import io.footman.testkit.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the whole house, on the real agent in a process of its own: whatever the broker acknowledged is
 * delivered, and a kill repeats at most one message.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CrashTest {
    private static final int EVENTS_IN_EACH_LIFE = 200;
    private static final int LIVES = 4;
    private static final long SEED = 20_261_120L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private TestBroker broker;
    private SlackSink slack;
    private Publisher publisher;
    private int published;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(folder.resolve("broker")).start();
        slack = new SlackSink();
        publisher = new Publisher(broker.port());
    }

    @AfterEach
    void stop() throws Exception {
        publisher.close();
        slack.close();
        broker.close();
    }

    @Test
    void losesNothingAndRepeatsAtMostOneMessageWhenKilled() throws Exception {
        Random random = new Random(SEED);
        int repeatsBefore = 0;
        for (int life = 1; life <= LIVES; life++) {
            try (AgentProcess agent = new AgentProcess(configuration())) {
                awaitSubscribed(agent);
                List<CompletableFuture<?>> acknowledged = publish(EVENTS_IN_EACH_LIFE);
                int until = slack.distinct() + random.nextInt(EVENTS_IN_EACH_LIFE - 100);
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> slack.distinct() >= until);
                agent.kill();
                CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
                        .join();
            }
            // The repeat, if any, was sent by a later life: judged over all kills so far.
            assertThat(slack.repeats()).as("repeats after %d kills", life - 1).isLessThanOrEqualTo(life - 1);
            repeatsBefore = slack.repeats();
        }
        try (AgentProcess last = new AgentProcess(configuration())) {
            await().atMost(PATIENCE).until(() -> slack.distinct() >= published);
            assertThat(last.terminate()).isEqualTo(143);
        }
        assertThat(slack.distinct()).isEqualTo(published);
        assertThat(slack.repeats()).isBetween(repeatsBefore, LIVES);
    }

    @Test
    void losesAndRepeatsNothingWhenStoppedInAnOrderlyWay() throws Exception {
        for (int life = 0; life < 3; life++) {
            try (AgentProcess agent = new AgentProcess(configuration())) {
                awaitSubscribed(agent);
                List<CompletableFuture<?>> acknowledged = publish(EVENTS_IN_EACH_LIFE);
                int until = slack.distinct() + EVENTS_IN_EACH_LIFE / 4;
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> slack.distinct() >= until);
                assertThat(agent.terminate()).isEqualTo(143);
                CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
                        .join();
            }
        }
        try (AgentProcess last = new AgentProcess(configuration())) {
            await().atMost(PATIENCE).until(() -> slack.distinct() >= published);
            last.terminate();
        }
        assertThat(slack.distinct()).isEqualTo(published);
        assertThat(slack.repeats()).isZero();
    }

    /** The broker keeps messages only for a session that it knows. */
    private void awaitSubscribed(AgentProcess agent) {
        await().atMost(PATIENCE).until(() -> agent.printed("mqtt=subscribed"));
    }

    private List<CompletableFuture<?>> publish(int count) {
        List<CompletableFuture<?>> acknowledged = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            acknowledged.add(publisher.signed("event-" + published++));
        }
        return acknowledged;
    }

    private Path configuration() throws Exception {
        return Files.writeString(folder.resolve("footman.yml"), """
                footman:
                  mqtt: { url: "mqtt://127.0.0.1:%d", client-id: crash-test }
                  qlik-cloud:
                    tenants:
                      acme: { id: %s, url: "https://acme.example.com", webhook-secrets: ["%s"] }
                  destinations:
                    ops-slack: { type: slack, url: "%s" }
                  rules:
                    - { events: [app-reload-failed], to: [ops-slack] }
                  journal: { file: footman.db }
                  server: { port: 0 }
                """.formatted(
                        broker.port(), Publisher.TENANT, Publisher.SECRET.reveal(), slack.url()));
    }
}
