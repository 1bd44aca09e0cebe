package io.footman.agent.loadscript.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footman.agent.qlik.engine.FakeEngine;
import io.footman.agent.qlik.engine.FakeEngine.Answer;
import io.footman.agent.qlik.engine.FakeEngineApp;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, dumps and reloads as load scripts see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppEndpointsTest {
    private static final String SALES = "31ee79a6-0949-4175-ba0e-1866a60e3336";
    private static final String STOCK = "41ee79a6-0949-4175-ba0e-1866a60e3337";
    private static final String MISSING = "51ee79a6-0949-4175-ba0e-1866a60e3338";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FakeCertificates certificates;
    private FakeEngine engine;
    private RestFixture agent;
    private int port;

    @BeforeAll
    void startAgent(@TempDir Path folder) {
        certificates = FakeCertificates.create(folder.resolve("certs"));
        try (FakeEngine first = FakeEngine.start(certificates)) {
            port = first.port();
        }
        agent = RestFixture.start(
                folder,
                "endpoints: [senseAppReload, senseAppDump, senseListApps]\napps: { reloads-at-once: 3 }",
                """
                qlik-sense:
                  repository: https://localhost:1
                  engine: "wss://localhost:%d"
                  certificates: certs
                """.formatted(port));
    }

    @AfterAll
    void stopAgent() {
        agent.close();
    }

    @BeforeEach
    void startEngine() {
        engine = FakeEngine.start(certificates, port)
                .add(FakeEngineApp.of(SALES, "Försäljning €").with("sheet", "s1", "{\"title\":\"Overview\"}"))
                .add(FakeEngineApp.of(STOCK, "Stock"));
    }

    @AfterEach
    void stopEngine() {
        assertThat(engine.wrongCalls()).isEmpty();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v4/apps/list", "/v4/senselistapps"})
    void listsApps(String path) throws Exception {
        HttpResponse<String> answer = agent.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("[{\"id\":\"" + SALES + "\",\"name\":\"Försäljning €\"},{\"id\":\"" + STOCK
                        + "\",\"name\":\"Stock\"}]");
    }

    @ParameterizedTest
    @CsvSource({"/v4/senseappdump/, ''", "/v4/app/, /dump"})
    void writesOutWhatAnAppIsMadeOf(String before, String after) throws Exception {
        HttpResponse<String> answer = agent.get(before + SALES.toUpperCase(Locale.ROOT) + after);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(json(answer).path("properties").path("qTitle").asText()).isEqualTo("Försäljning €");
        assertThat(json(answer).at("/sheets/0/qProperty/title").asText()).isEqualTo("Overview");
        assertThat(json(answer).path("variables").isArray()).isTrue();
    }

    @Test
    void refusesMoreDumpsThanMayWaitUntilCallersAreGone() throws Exception {
        engine.answering(method -> Optional.of(new Answer.Silence()));
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            callers.add(asking("/v4/app/" + SALES + "/dump"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertError(
                        agent.send(agent.request("/v4/app/" + SALES + "/dump")
                                .timeout(PATIENCE)
                                .GET()),
                        503,
                        "Failed dumping app, because 20 calls of this kind wait for their turn already"));

        for (Socket caller : callers) {
            caller.close();
        }

        await().atMost(PATIENCE).until(() -> waits("/v4/app/" + SALES + "/dump"));
        assertThat(engine.paths()).as("only the first one ever ran").hasSize(1);
    }

    /** Whether there is no answer for a while. */
    private boolean waits(String path) throws IOException {
        try (Socket caller = asking(path)) {
            caller.setSoTimeout(500);
            caller.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    private Socket asking(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.port());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void answersAsButlerDoesThatAnAppIsNotThereAndSaysWhy() throws Exception {
        HttpResponse<String> dump = agent.get("/v4/app/" + MISSING + "/dump");
        HttpResponse<String> reload = agent.put("/v4/app/" + MISSING + "/reload", "{}");

        assertError(dump, 500, "Failed dumping app, because the engine refuses OpenDoc: App not found (code 1003)");
        assertThat(json(dump).path("message").asText()).contains("Check the app's id");
        assertError(reload, 500, "Failed reloading app, because the engine refuses OpenDoc: App not found (code 1003)");
    }

    @Test
    void answersAsButlerDoesThatTheEngineIsAway() throws Exception {
        engine.vanish();

        assertError(
                agent.get("/v4/apps/list"), 500, "Failed getting list of Sense apps, because the engine at localhost");
        assertError(
                agent.get("/v4/app/" + SALES + "/dump"), 500, "Failed dumping app, because the engine at localhost");
        assertError(
                agent.put("/v4/app/" + SALES + "/reload", "{}"), 500, "Failed reloading app, because the engine at");
    }

    @Test
    void refusesWhatIsNoIdOfAnApp() throws Exception {
        assertError(agent.get("/v4/app/sales/dump"), 400, "Failed dumping app: appId must be the id of an app");
        assertError(agent.put("/v4/app/..%2f/reload", "{}"), 400, "Failed reloading app: appId must be");
        assertThat(engine.paths()).isEmpty();
    }

    @Test
    void answersWhenTheAppIsOpenAndTellsTheResultLater() throws Exception {
        engine.holdReloads();

        HttpResponse<String> answer = agent.put("/v4/app/" + SALES + "/reload", "{}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("appId").asText()).isEqualTo(SALES);
        String id = json(answer).path("reloadId").asText();
        awaitReloading(SALES);
        engine.tell(SALES, "sales << sales.qvd 3 Lines fetched");
        await().atMost(PATIENCE)
                .until(() -> result(id, 0).path("progress").toString().contains("3 Lines fetched"));
        assertThat(result(id, 0).path("state").asText()).isEqualTo("running");
        assertThat(result(id, 0).has("ended")).isFalse();

        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> result(id, 60));
        engine.endReload(SALES, true);

        JsonNode result = waiting.get();
        assertThat(result.path("state").asText()).isEqualTo("succeeded");
        assertThat(result.path("scriptLog").asText()).contains("\\Script\\");
        assertThat(result.path("started").asText())
                .isLessThanOrEqualTo(result.path("ended").asText());
        assertThat(result(id, 0)).as("from the journal").isEqualTo(result);
        assertThat(engine.happened(SALES)).containsExactly("opened", "reloaded mode=0 partial=false", "saved");
    }

    @Test
    void waitsForTheResultWhereItIsAskedTo() throws Exception {
        HttpResponse<String> answer = agent.put("/v4/app/" + SALES + "/reload?wait=60", "{}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("appId").asText()).isEqualTo(SALES);
        assertThat(json(answer).path("state").asText()).isEqualTo("succeeded");
        assertThat(json(answer).path("progress").get(0).asText()).isEqualTo("Lines fetched: 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | mode=0 partial=false",
                "'' | mode=0 partial=false",
                "{\"reloadMode\":1,\"partialReload\":true} | mode=1 partial=true",
                "{\"reloadMode\":\"2\",\"partialReload\":\"true\"} | mode=2 partial=true",
                "{\"reloadMode\":\"\",\"partialReload\":\"\"} | mode=0 partial=false",
                "{\"startQSEoWTaskOnSuccess\":\"\",\"startQSEoWTaskOnFailure\":[]} | mode=0 partial=false"
            })
    void readsTheBodyAsTolerantlyAsButler(String body, String reloaded) {
        HttpResponse<String> answer = agent.put("/v4/app/" + SALES + "/reload?wait=60", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);

        assertThat(engine.happened(SALES)).contains("reloaded " + reloaded);
    }

    @Test
    void isCalledAsTheRestConnectorDoes() {
        HttpResponse<String> answer = agent.send(agent.request("/v4/app/" + SALES + "/reload?wait=60")
                .header("X-HTTP-Method-Override", "PUT")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"partialReload\":\"true\",\"reloadMode\":0}")));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(engine.happened(SALES)).contains("reloaded mode=0 partial=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reloadMode\":3} | body/reloadMode must be 0",
                "{\"reloadMode\":0.5} | body/reloadMode must be 0",
                "{\"partialReload\":\"maybe\"} | body/partialReload must be boolean",
                "{\"startQSEoWTaskOnSuccess\":[\"nightly\"]} | body/startQSEoWTaskOnSuccess/0 must be the id of a task",
                "{\"startQSEoWTaskOnFailure\":\"[\\\"x\\\"]\"} | body/startQSEoWTaskOnFailure/0 must be the id of a task",
                "{\"startQSEoWTaskOnSuccess\":,} | Body is not valid JSON",
                "[] | body must be object"
            })
    void refusesBodiesThatCannotBeMeant(String body, String message) throws Exception {
        assertError(agent.put("/v4/app/" + SALES + "/reload", body), 400, message);
        assertThat(engine.paths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"601", "-1", "soon"})
    void refusesAWaitThatCannotBe(String wait) throws Exception {
        assertError(agent.put("/v4/app/" + SALES + "/reload?wait=" + wait, "{}"), 400, "querystring/wait must be");
        assertThat(engine.paths()).isEmpty();
    }

    @Test
    void saysWhyAReloadFailedAndSavesNothing() throws Exception {
        engine.holdReloads();
        String id = json(agent.put("/v4/app/" + SALES + "/reload", "{}"))
                .path("reloadId")
                .asText();
        awaitReloading(SALES);
        engine.fail(SALES, "Field 'x' not found", "LOAD x FROM y");

        engine.endReload(SALES, false);

        JsonNode result = result(id, 60);
        assertThat(result.path("state").asText()).isEqualTo("failed");
        assertThat(result.path("message").asText())
                .isEqualTo("the script failed: Field 'x' not found in: LOAD x FROM y");
        assertThat(engine.happened(SALES)).doesNotContain("saved");
    }

    @Test
    void saysThatAReloadedAppCouldNotBeSaved() throws Exception {
        engine.answering(method ->
                method.equals("DoSave") ? Optional.of(new Answer.Refusal(5, "Access is denied")) : Optional.empty());

        JsonNode result = json(agent.put("/v4/app/" + SALES + "/reload?wait=60", "{}"));

        assertThat(result.path("state").asText()).isEqualTo("failed");
        assertThat(result.path("message").asText())
                .isEqualTo("reloaded but not saved, because the engine refuses DoSave: Access is denied (code 5)");
    }

    @Test
    void callsAReloadInterruptedWhenTheEngineGoesAway() throws Exception {
        engine.holdReloads();
        String id = json(agent.put("/v4/app/" + SALES + "/reload", "{}"))
                .path("reloadId")
                .asText();
        awaitReloading(SALES);

        engine.vanish();

        JsonNode result = result(id, 60);
        assertThat(result.path("state").asText()).isEqualTo("interrupted");
        assertThat(result.path("message").asText()).contains("not known how the reload ended", "nothing was saved");
    }

    @Test
    void reloadsOneAppOnceAtATimeAndOthersBeside() throws Exception {
        engine.holdReloads();
        String first = reloadId(SALES);
        awaitReloading(SALES);
        String second = reloadId(SALES);
        String other = reloadId(STOCK);
        awaitReloading(SALES, STOCK);
        assertThat(result(second, 0).path("state").asText()).isEqualTo("running");
        assertThat(result(second, 0).path("message").asText()).isEqualTo("another reload of this app goes first");
        assertThat(result(second, 0).has("started")).isFalse();
        assertError(
                agent.put("/v4/app/" + STOCK + "/reload", "{}"),
                503,
                "Failed reloading app: 3 reloads run or wait already (footman.rest.apps.reloads-at-once)");

        engine.endReload(SALES, true);
        assertThat(result(first, 60).path("state").asText()).isEqualTo("succeeded");
        await().atMost(PATIENCE).until(() -> result(second, 0).has("started"));
        awaitReloading(SALES, STOCK);
        engine.endReload(SALES, true);
        engine.endReload(STOCK, true);

        assertThat(result(second, 60).path("state").asText()).isEqualTo("succeeded");
        assertThat(result(other, 60).path("state").asText()).isEqualTo("succeeded");
        await().atMost(PATIENCE).until(() -> engine.sessions() == 0);
        assertThat(reloadId(STOCK)).as("there is room again").isNotEmpty();
        awaitReloading(STOCK);
        engine.endReload(STOCK, true);
    }

    @Test
    void knowsOnlyReloadsThatWere() throws Exception {
        assertError(agent.get("/v4/app/reload/" + MISSING), 404, "There is no reload " + MISSING);
    }

    private String reloadId(String app) throws JsonProcessingException {
        HttpResponse<String> answer = agent.put("/v4/app/" + app + "/reload", "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("reloadId").asText();
    }

    private void awaitReloading(String... apps) {
        await().atMost(PATIENCE).until(() -> engine.reloading().equals(List.of(apps)));
    }

    private JsonNode result(String id, int wait) {
        HttpResponse<String> answer = agent.get("/v4/app/reload/" + id + "?wait=" + wait);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return json(answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static void assertError(HttpResponse<String> answer, int status, String message)
            throws JsonProcessingException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("statusCode").asInt()).isEqualTo(status);
        assertThat(json(answer).path("message").asText()).contains(message);
    }

    private static JsonNode json(HttpResponse<String> answer) throws JsonProcessingException {
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
