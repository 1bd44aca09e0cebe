package io.footman.agent.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.footman.agent.destination.FakeWebServer;
import io.footman.agent.destination.slack.SlackWireRules;
import io.footman.agent.destination.teams.TeamsWireRules;
import io.footman.agent.intake.udp.UdpDoor;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.qlik.repository.FakeTask;
import io.footman.agent.qlik.repository.Trouble;
import io.footman.model.settings.SettingsFile;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole agent between real datagrams, a strict repository, a real mail server, and strict fakes of Slack and Teams. */
class SenseEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EXECUTION = "ec000000-0000-4000-8000-000000000001";

    @TempDir
    Path folder;

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final FakeWebServer slack = FakeWebServer.http();
    private final FakeWebServer teams = FakeWebServer.http();
    private final FakeWebServer webhook = FakeWebServer.http();
    private final UdpSender sender = new UdpSender();
    private FakeQrs qrs;
    private Agent agent;

    @BeforeEach
    void start() {
        mail.start();
        slack.answers(SlackWireRules::judge);
        teams.answers(TeamsWireRules::judge);
        webhook.answers(FakeWebServer.Answer.of(204, ""));
        qrs = FakeQrs.start(folder.resolve("certs"));
        startAgent("2m", "*");
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        qrs.close();
        sender.close();
        List.of(slack, teams, webhook).forEach(FakeWebServer::close);
        mail.stop();
    }

    @Test
    void oneDatagramBecomesFourMessagesWithWhatTheRepositoryKnows() throws Exception {
        send(TaskMessage.FAILED, "Reload sales", FakeSite.RELOAD_TASK);
        awaitOneEach();

        assertThat(slack.last().body())
                .contains("Reload sales")
                .contains("Försäljning €")
                .contains("File not found: missing.qvd");
        assertThat(teams.last().body()).contains("Reload sales").contains("Försäljning €");
        assertThat(webhook.last().body()).contains("Reload sales").contains(FakeSite.RELOAD_TASK);
        MimeMessage letter = mail.getReceivedMessages()[0];
        assertThat(letter.getSubject()).contains("Reload sales");
        assertThat(qrs.record().calls("GET app/{id}"))
                .as("looked up once for all")
                .isEqualTo(1);
        assertThat(qrs.record().calls()).isLessThanOrEqualTo(6);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "reload-task,       failed,    " + FakeSite.RELOAD_TASK + ",     8",
        "reload-task,       aborted,   " + FakeSite.RELOAD_TASK + ",     6",
        "reload-task,       succeeded, " + FakeSite.RELOAD_TASK + ",     7",
        "external-program,  failed,    " + FakeSite.PROGRAM_TASK + ",    8",
        "external-program,  aborted,   " + FakeSite.PROGRAM_TASK + ",    6",
        "external-program,  succeeded, " + FakeSite.PROGRAM_TASK + ",    7",
        "user-sync,         failed,    " + FakeSite.USER_SYNC_TASK + ",  8",
        "user-sync,         aborted,   " + FakeSite.USER_SYNC_TASK + ",  6",
        "user-sync,         succeeded, " + FakeSite.USER_SYNC_TASK + ",  7",
        "distribute,        failed,    " + FakeSite.DISTRIBUTE_TASK + ", 8",
        "distribute,        aborted,   " + FakeSite.DISTRIBUTE_TASK + ", 6",
        "distribute,        succeeded, " + FakeSite.DISTRIBUTE_TASK + ", 7",
        "preload-task,      failed,    " + FakeSite.PRELOAD_TASK + ",    8",
        "preload-task,      aborted,   " + FakeSite.PRELOAD_TASK + ",    6",
        "preload-task,      succeeded, " + FakeSite.PRELOAD_TASK + ",    7"
    })
    void everyTaskTypeAndOutcomeReachesEveryDestination(String type, String outcome, String task, int status)
            throws Exception {
        agent.close();
        startAgent("2m", type + "-" + outcome);
        int number = List.of("reload-task", "external-program", "user-sync", "distribute", "preload-task")
                .indexOf(type);
        qrs.site()
                .add(FakeTask.of(number, task, "Task of " + type)
                        .withApp(number == 0 || number > 2 ? FakeSite.SALES_APP : "")
                        .withExecutions(FakeTask.Execution.of(1, status)));
        send(messageType(type, outcome), "Task of " + type, task);
        awaitOneEach();

        assertThat(webhook.last().body()).contains("Task of " + type);
        assertThat(mail.getReceivedMessages()[0].getSubject()).contains("Task of " + type);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void withoutTheRepositoryTheAlertComesAtTheDeadlineWithWhatTheDatagramSaid() throws Exception {
        agent.close();
        qrs.vanish();
        startAgent("3s", "reload-task-failed");
        long before = System.nanoTime();
        send(TaskMessage.FAILED, "Reload sales", FakeSite.RELOAD_TASK);
        awaitOneEach();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(15));
        assertThat(slack.last().body()).contains("Reload sales").contains("Max retries reached");
        assertThat(webhook.last().body()).contains(FakeSite.RELOAD_TASK);
    }

    @Test
    void aRepositoryThatComesBackInTimeMakesTheAlertComplete() throws Exception {
        qrs.troubled(Trouble.status(503));
        send(TaskMessage.FAILED, "Reload sales", FakeSite.RELOAD_TASK);
        await().atMost(PATIENCE).until(() -> qrs.record().calls() >= 3);
        assertThat(slack.received()).isEmpty();
        qrs.troubled(Trouble.none());
        awaitOneEach();
        assertThat(slack.last().body()).contains("missing.qvd");
    }

    @Test
    void aDistributionInProgressIsFollowedOverARestart() throws Exception {
        FakeTask running = FakeTask.of(FakeTask.DISTRIBUTE, FakeSite.DISTRIBUTE_TASK, "Distribute sales")
                .withApp(FakeSite.SALES_APP)
                .withExecutions(FakeTask.Execution.running(1, FakeTask.Status.DISTRIBUTION_RUNNING));
        qrs.site().add(running);
        send(TaskMessage.DISTRIBUTED, "Distribute sales", FakeSite.DISTRIBUTE_TASK);
        await().atMost(PATIENCE).until(() -> qrs.record().calls("GET reloadtask/{id}") >= 1);
        agent.close();
        qrs.site().add(running.withExecutions(FakeTask.Execution.of(1, FakeTask.Status.FINISHED_SUCCESS)));
        startAgent("2m", "distribute-succeeded");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(slack.received()).hasSize(1));
        assertThat(slack.last().body()).contains("Distribute sales");
    }

    @Test
    void aDatagramThatComesTwiceIsToldOnce() throws Exception {
        send(TaskMessage.FAILED, "Reload sales", FakeSite.RELOAD_TASK);
        send(TaskMessage.FAILED, "Reload sales", FakeSite.RELOAD_TASK);
        await().atMost(PATIENCE)
                .until(() -> metrics().contains("footman_intake_stored_total{result=\"duplicate\"} 1.0"));
        awaitOneEach();
    }

    private static String messageType(String type, String outcome) {
        if (type.equals("distribute")) {
            return TaskMessage.DISTRIBUTED;
        }
        return switch (outcome) {
            case "failed" -> TaskMessage.FAILED;
            case "aborted" -> TaskMessage.ABORTED;
            default -> TaskMessage.SUCCEEDED;
        };
    }

    private void send(String type, String taskName, String task) {
        sender.send(
                agent.part(UdpDoor.class).taskEventsPort(),
                new TaskMessage(type, taskName, "Försäljning €", task, FakeSite.SALES_APP, EXECUTION));
    }

    private void awaitOneEach() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(slack.received()).hasSize(1);
            assertThat(teams.received()).hasSize(1);
            assertThat(webhook.received()).hasSize(1);
            assertThat(mail.getReceivedMessages()).hasSize(1);
        });
    }

    private String metrics() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + "/prometheus"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** @param kinds what is told: an event of another kind reaches nobody */
    private void startAgent(String deadline, String kinds) {
        agent = Agent.open(SettingsFile.parse(configuration(deadline, kinds), "footman.yml", Map.of(), folder));
        agent.start();
    }

    private String configuration(String deadline, String kinds) {
        return """
                footman:
                  udp:
                    host: 127.0.0.1
                    task-events: { port: 0 }
                    user-events: { port: 0 }
                  qlik-sense:
                    name: site
                    repository: "%s"
                    certificates: certs
                    user: INTERNAL\\sa_api
                    deadline: %s
                  mail: { host: 127.0.0.1, port: %d, security: none, from: footman@example.com }
                  destinations:
                    ops-slack: { type: slack, url: "http://127.0.0.1:%d/services/T0/B0/secret-token" }
                    ops-teams: { type: teams, url: "http://127.0.0.1:%d/workflows/secret-token" }
                    bi-mail: { type: email, to: [bi-team@example.com] }
                    tickets: { type: webhook, url: "http://127.0.0.1:%d/hook", method: POST }
                  rules:
                    - { events: ["%s"], to: [ops-slack, ops-teams, bi-mail, tickets] }
                  journal: { file: footman.db }
                  server: { port: 0 }
                """.formatted(
                qrs.url(), deadline, mail.getSmtp().getPort(), slack.port(), teams.port(), webhook.port(), kinds);
    }
}
