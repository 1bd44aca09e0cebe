package io.footman.agent.qlik.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footman.model.settings.Secret;
import io.footman.model.tls.Pem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The double refuses what a real repository refuses; otherwise the tests that use it would prove nothing. */
class FakeQrsTest {
    private static final String KEY = "abcdefghij012345";
    private static final String USER = "UserDirectory=INTERNAL; UserId=sa_api";
    private static final String TASK_BY_ID = "task/full?filter=id%20eq%20" + FakeSite.RELOAD_TASK;

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        qrs = FakeQrs.start(folder);
        client = client(Optional.of(folder));
    }

    @AfterEach
    void stop() {
        qrs.close();
    }

    @Test
    void answersALookUpOverAKeptConnection() throws Exception {
        JsonNode task = json(get(TASK_BY_ID)).get(0);
        assertThat(task.get("name").asText()).isEqualTo("Reload sales");
        assertThat(task.at("/operational/lastExecutionResult/status").asInt()).isEqualTo(8);
        JsonNode app =
                json(get("app/full?filter=id%20eq%20" + FakeSite.SALES_APP)).get(0);
        assertThat(app.at("/stream/name").asText()).isEqualTo("Finance");
        JsonNode owner = json(get("user/" + app.at("/owner/id").asText()));
        assertThat(owner.get("attributes").findValuesAsText("attributeType")).contains("Email", "email");
        assertThat(qrs.record().connections()).isEqualTo(1);
        assertThat(qrs.record().routes())
                .containsEntry("GET task/full", 1)
                .containsEntry("GET app/full", 1)
                .containsEntry("GET user/{id}", 1);
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void refusesAClientWithoutTheSitesCertificate(@TempDir Path other) throws Exception {
        assertThatThrownBy(() -> send(client(Optional.empty()), "GET", TASK_BY_ID, KEY, KEY, USER))
                .isInstanceOf(IOException.class);
        FakeCertificates stranger = FakeCertificates.create(other);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                Pem.identity(
                                stranger.folder().resolve("client.pem"),
                                stranger.folder().resolve("client_key.pem"),
                                Optional.empty())
                        .getKeyManagers(),
                Pem.trust(folder.resolve("root.pem")).getTrustManagers(),
                null);
        HttpClient wrong = HttpClient.newBuilder().sslContext(context).build();
        assertThatThrownBy(() -> send(wrong, "GET", TASK_BY_ID, KEY, KEY, USER)).isInstanceOf(IOException.class);
        assertThat(qrs.record().calls()).isZero();
        assertThat(qrs.record().strangers()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "abcdefghij012345, abcdefghij012346, 403",
        "abcdefghij01234, abcdefghij01234, 403",
        "abcdefghij01234-, abcdefghij01234-, 403",
        "abcdefghij012345, abcdefghij012345, 200"
    })
    void wantsTheSameXrfkeyTwice(String query, String header, int status) throws Exception {
        HttpResponse<String> answer = send(client, "GET", TASK_BY_ID, query, header, USER);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.body()).contains("XSRF");
            assertThat(qrs.wrongCalls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTERNAL\\sa_api | 403",
                "UserDirectory=INTERNAL | 403",
                "UserDirectory=LAB; UserId=nobody | 403",
                "UserDirectory=LAB; UserId=jdoe | 200",
                "UserDirectory=INTERNAL;UserId=sa_repository | 200"
            })
    void wantsAUserThatItKnows(String user, int status) throws Exception {
        assertThat(send(client, "GET", TASK_BY_ID, KEY, KEY, user).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task/full?filter=id%20eq%20'" + FakeSite.RELOAD_TASK + "'",
                "task/full?filter=id+eq+" + FakeSite.RELOAD_TASK,
                "task/full?filter=id%20eq%20",
                "task/full/?filter=id%20eq%20" + FakeSite.RELOAD_TASK,
                "tasks/full",
                "task/full?id=" + FakeSite.RELOAD_TASK,
                "reloadtask/" + FakeSite.RELOAD_TASK + "/scriptlog?executionResultId=" + FakeSite.RELOAD_TASK
            })
    void refusesWhatTheRepositoryWouldNotUnderstand(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(400);
    }

    @Test
    void knowsATaskByTheEntityOfItsTypeOnly() throws Exception {
        assertThat(get("externalprogramtask/" + FakeSite.PROGRAM_TASK).statusCode())
                .isEqualTo(200);
        assertThat(get("usersynctask/" + FakeSite.USER_SYNC_TASK).statusCode()).isEqualTo(200);
        assertThat(get("reloadtask/" + FakeSite.DISTRIBUTE_TASK).statusCode()).isEqualTo(200);
        assertThat(get("reloadtask/" + FakeSite.PROGRAM_TASK).statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheExecutionsOfATaskOneAfterTheOther() throws Exception {
        qrs.site()
                .add(FakeTask.of(FakeTask.DISTRIBUTE, FakeSite.DISTRIBUTE_TASK, "Distribute")
                        .withExecutions(
                                FakeTask.Execution.running(1, FakeTask.Status.DISTRIBUTION_RUNNING),
                                FakeTask.Execution.of(1, FakeTask.Status.FINISHED_SUCCESS)));
        String path = "reloadtask/" + FakeSite.DISTRIBUTE_TASK;
        String status = "/operational/lastExecutionResult/status";
        assertThat(json(get(path)).at(status).asInt()).isEqualTo(14);
        assertThat(json(get(path)).at(status).asInt()).isEqualTo(7);
        assertThat(json(get(path)).at(status).asInt()).isEqualTo(7);
    }

    @Test
    void givesTheScriptLogByBothRoutesAndOncePerTicket() throws Exception {
        JsonNode result = json(get("reloadtask/" + FakeSite.RELOAD_TASK)).at("/operational/lastExecutionResult");
        String base = "reloadtask/" + FakeSite.RELOAD_TASK;
        String old = base + "/scriptlog?fileReferenceId="
                + result.get("fileReferenceID").asText();
        String ticket = json(get(old)).get("value").asText();
        assertThat(get("download/reloadtask/" + ticket + "/scriptlog.txt").body())
                .contains("missing.qvd\r\n");
        assertThat(get("download/reloadtask/" + ticket + "/scriptlog.txt").statusCode())
                .isEqualTo(404);
        qrs.withoutOldLogRoute().logLateFor(1);
        assertThat(get(old).statusCode()).isEqualTo(404);
        String second = json(get(base + "/scriptlogfile?executionResultId="
                        + result.get("id").asText()))
                .get("value")
                .asText();
        String download = "download/reloadtask/" + second + "/Reload%20sales.log";
        assertThat(get(download).statusCode()).isEqualTo(404);
        assertThat(get(download).body()).contains("missing.qvd");
        assertThat(qrs.wrongCalls()).isEmpty();
    }

    @Test
    void startsKnownTasks() throws Exception {
        assertThat(post("task/" + FakeSite.RELOAD_TASK + "/start").statusCode()).isEqualTo(204);
        assertThat(post("task/" + FakeTask.guid("ffffffff", 1) + "/start").statusCode())
                .isEqualTo(400);
        assertThat(qrs.started()).containsExactly(FakeSite.RELOAD_TASK);
    }

    @Test
    void canBeSlowAbsentOrWrong() throws Exception {
        qrs.delay(Duration.ofMillis(50));
        long before = System.nanoTime();
        get(TASK_BY_ID);
        assertThat(System.nanoTime() - before)
                .isGreaterThan(Duration.ofMillis(45).toNanos());
        qrs.delay(Duration.ZERO).troubled(Trouble.status(500).onRoute("GET app").onFirst(1));
        assertThat(get("app/full").statusCode()).isEqualTo(500);
        assertThat(get("app/full").statusCode()).isEqualTo(200);
        qrs.troubled(Trouble.drops());
        assertThatThrownBy(() -> get(TASK_BY_ID)).isInstanceOf(IOException.class);
        qrs.troubled(Trouble.none()).vanish();
        assertThatThrownBy(() -> get(TASK_BY_ID)).isInstanceOf(IOException.class);
        qrs.appear();
        assertThat(get(TASK_BY_ID).statusCode()).isEqualTo(200);
    }

    @Test
    void failsTheSameShareOfCallsInEachRun() throws Exception {
        qrs.troubled(Trouble.status(500).onPercent(20, 7));
        int failed = 0;
        for (int i = 0; i < 200; i++) {
            failed += get("about").statusCode() == 500 ? 1 : 0;
        }
        assertThat(failed).isBetween(25, 55);
    }

    @ParameterizedTest
    @EnumSource
    void exportsTheKeyInEachForm(FakeCertificates.KeyForm form, @TempDir Path own) {
        FakeCertificates.create(
                own, FakeCertificates.Settings.usual().keyAs(form).withPassword("s3cret"));
        assertThat(Pem.privateKey(own.resolve("client_key.pem"), Optional.of(new Secret("s3cret")))
                        .getAlgorithm())
                .isEqualTo("RSA");
        assertThat(own.resolve("client_key.pem")).content().contains(form.name().endsWith("PKCS1") ? "RSA" : "PRIVATE");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(client, "GET", path, KEY, KEY, USER);
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(client, "POST", path, KEY, KEY, USER);
    }

    private HttpResponse<String> send(
            HttpClient with, String method, String path, String query, String header, String user)
            throws IOException, InterruptedException {
        String joint = path.contains("?") ? "&" : "?";
        return with.send(
                HttpRequest.newBuilder(URI.create(qrs.url() + "/qrs/" + path + joint + "xrfkey=" + query))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(new byte[0]))
                        .header("X-Qlik-Xrfkey", header)
                        .header("X-Qlik-User", user)
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpClient client(Optional<Path> identity) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                identity.map(own -> Pem.identity(
                                        own.resolve("client.pem"), own.resolve("client_key.pem"), Optional.empty())
                                .getKeyManagers())
                        .orElse(null),
                Pem.trust(folder.resolve("root.pem")).getTrustManagers(),
                null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }
}
