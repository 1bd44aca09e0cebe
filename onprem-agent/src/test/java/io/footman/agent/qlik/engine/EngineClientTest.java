package io.footman.agent.qlik.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.model.FailureReason;
import io.footman.agent.qlik.engine.FakeEngine.Answer;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.qlik.repository.Guid;
import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineClientTest {
    private static final String SALES = "31ee79a6-0949-4175-ba0e-1866a60e3336";
    private static final String STOCK = "41ee79a6-0949-4175-ba0e-1866a60e3337";
    private static final long PATIENCE_SECONDS = 20;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ApplicationContext time = ApplicationContext.builder()
            .deduceEnvironment(false)
            .eagerInitSingletons(false)
            .start();
    private FakeEngine engine;
    private EngineClient client;

    @BeforeEach
    void start() {
        engine = FakeEngine.start(FakeCertificates.create(folder));
        engine.add(FakeEngineApp.of(SALES, "Försäljning €"));
        client = client(Map.of());
    }

    @AfterEach
    void stop() {
        client.close();
        assertThat(engine.wrongCalls()).isEmpty();
        engine.close();
        time.close();
    }

    @Test
    void listsTheAppsThatTheUserMaySee() {
        engine.add(FakeEngineApp.of(STOCK, "Stock"));

        assertThat(get(client.apps()))
                .containsExactly(
                        new EngineClient.AppName(SALES, "Försäljning €"), new EngineClient.AppName(STOCK, "Stock"));

        assertThat(engine.users()).containsExactly("UserDirectory=INTERNAL; UserId=sa_api");
        assertThat(meters.timer("footman.qlik.engine.calls", "site", "qlik-sense", "call", "apps", "outcome", "ok")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void asksOnBehalfOfTheEngineUserWhereOneIsConfigured() {
        EngineClient other = client(Map.of("engine-user", "Internal\\sa_repository"));

        get(other.apps());

        assertThat(engine.users()).containsExactly("UserDirectory=Internal; UserId=sa_repository");
        other.close();
    }

    @Test
    void closesEachSessionInAnOrderlyWay() {
        for (int i = 0; i < 3; i++) {
            get(client.apps());
        }

        await().until(() -> engine.sessions() == 0);
        assertThat(meters.get("footman.qlik.engine.sessions.open").gauge().value())
                .isZero();
        assertThat(engine.paths()).doesNotHaveDuplicates();
    }

    @Test
    void readsEverythingThatAnAppIsMadeOf() {
        engine.add(fullApp());

        ObjectNode content = get(client.content(new Guid(STOCK)));

        assertThat(names(content))
                .containsExactly(
                        "appId",
                        "properties",
                        "loadScript",
                        "lineage",
                        "sheets",
                        "stories",
                        "masterobjects",
                        "appprops",
                        "dimensions",
                        "measures",
                        "bookmarks",
                        "embeddedmedia",
                        "snapshots",
                        "fields",
                        "dataconnections",
                        "variables");
        assertThat(content.path("appId").asText()).isEqualTo(STOCK);
        assertThat(content.path("properties").path("qTitle").asText()).isEqualTo("Stock");
        assertThat(content.path("loadScript").asText()).contains("\"Größe\"");
        assertThat(content.at("/lineage/qLineage/0/qDiscriminator").asText()).isEqualTo("lib://stock.qvd");
        assertThat(content.at("/sheets/0/qProperty/title").asText()).isEqualTo("Overview");
        assertThat(content.at("/sheets/1/qProperty/title").asText()).isEqualTo("Details");
        assertThat(content.at("/dimensions/0/qDim/title").asText()).isEqualTo("Region");
        assertThat(content.at("/bookmarks/0/qData/qBookMark/qStateData").asText())
                .isEqualTo("selected");
        assertThat(content.at("/snapshots/0/qInfo/qId").asText()).isEqualTo("snap-1");
        assertThat(content.path("snapshots")).hasSize(1);
        assertThat(content.path("embeddedmedia")).hasSize(1);
        assertThat(content.at("/embeddedmedia/0/qUrlDef").asText()).isEqualTo("/media/logo.png");
        assertThat(content.at("/dataconnections/0/qConnectionString").asText()).isEqualTo("\\\\server\\share");
        assertThat(content.at("/variables/0/qIsScriptCreated").asBoolean()).isTrue();
        assertThat(engine.app(STOCK).orElseThrow().happened()).containsExactly("opened without data");
    }

    @Test
    void leavesTheLineageOutWhereThereIsNone() {
        assertThat(names(get(client.content(new Guid(SALES))))).doesNotContain("lineage");

        engine.answering(method ->
                method.equals("GetLineage") ? Optional.of(new Answer.Refusal(-32601, "?")) : Optional.empty());
        assertThat(names(get(client.content(new Guid(SALES))))).doesNotContain("lineage");
    }

    @Test
    void readsLargeAnswersInManyFramesAndManyCallsOverOneConnection() {
        FakeEngineApp large = FakeEngineApp.of(STOCK, "Stock").withScript("// ü\n".repeat(1_000_000));
        IntStream.range(0, 300)
                .forEach(i -> large.with("sheet", "sheet-" + i, "{\"title\":\"" + "x".repeat(2_000) + "\"}"));
        engine.add(large).inFramesOf(4_093);

        ObjectNode content = get(client.content(new Guid(STOCK)));

        assertThat(content.path("loadScript").asText()).hasSize(5_000_000).endsWith("ü\n");
        assertThat(content.path("sheets")).hasSize(300);
        assertThat(engine.paths()).hasSize(1);
    }

    @Test
    void tellsThatAnAppIsNotThereInTheEnginesWords() {
        assertThatThrownBy(() -> get(client.content(new Guid(STOCK))))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("OpenDoc")
                .hasMessageContaining("App not found")
                .hasMessageContaining("1003");
    }

    @Test
    void asksAgainWhenTheEngineGaveWayToSomebodyElse() {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        engine.answering(method -> {
            boolean first = method.equals("GetScript") && !seen.contains(method);
            seen.add(method);
            return first ? Optional.of(new Answer.Refusal(15, "Request aborted")) : Optional.empty();
        });

        assertThat(get(client.content(new Guid(SALES))).path("loadScript").asText())
                .contains("LOAD 1");
    }

    @Test
    void reloadsAndTellsHowFarItIs() {
        engine.holdReloads();
        OpenApp app = get(client.open(new Guid(SALES)));
        CompletableFuture<OpenApp.Outcome> outcome = app.reload(OpenApp.Mode.STOP, true);
        await().until(() -> engine.reloading().equals(List.of(SALES)));

        engine.tell(SALES, "Connected");
        engine.tell(SALES, "sales << sales.qvd 3 Lines fetched");

        assertThat(get(app.progress()).lines()).containsExactly("Connected", "sales << sales.qvd 3 Lines fetched");
        assertThat(get(app.progress()).lines()).isEmpty();
        assertThat(outcome).isNotDone();
        engine.endReload(SALES, true);
        assertThat(get(outcome).success()).isTrue();
        assertThat(get(outcome).scriptLog())
                .hasValueSatisfying(log -> assertThat(log).contains(SALES));
        get(app.save());
        app.close();
        assertThat(engine.app(SALES).orElseThrow().happened())
                .containsExactly("opened", "reloaded mode=1 partial=true", "saved");
    }

    @Test
    void aReloadMayTellMoreThanOneAnswerMayHold() {
        engine.holdReloads();
        OpenApp app = get(client.open(new Guid(SALES)));
        CompletableFuture<OpenApp.Outcome> outcome = app.reload(OpenApp.Mode.STOP, false);
        await().until(() -> engine.reloading().equals(List.of(SALES)));
        String line = "x".repeat(EngineSession.LARGEST / 4);

        for (int i = 0; i < 5; i++) {
            engine.tell(SALES, line);
            assertThat(get(app.progress()).lines()).hasSize(1);
        }

        engine.endReload(SALES, true);
        assertThat(get(outcome).success()).isTrue();
        app.close();
    }

    @Test
    void refusesDumpsBeyondThoseThatMayWaitAndForgetsThoseThatGaveUp() {
        engine.answering(method -> Optional.of(new Answer.Silence()));
        client.content(new Guid(SALES));
        List<CompletableFuture<ObjectNode>> waiting = IntStream.range(0, 20)
                .mapToObj(i -> client.content(new Guid(SALES)))
                .toList();

        assertFails(client.content(new Guid(SALES)), FailureReason.RATE_LIMITED, "20 calls of this kind wait");
        waiting.get(7).cancel(false);

        assertThat(client.content(new Guid(SALES))).isNotDone();
    }

    @Test
    void reloadsInOldEnginesWithoutAScriptLog() {
        engine.withoutDoReloadEx();
        OpenApp app = get(client.open(new Guid(SALES)));

        assertThat(get(app.reload(OpenApp.Mode.BY_SCRIPT, false)))
                .isEqualTo(new OpenApp.Outcome(true, Optional.empty()));
        assertThat(get(app.progress()).lines()).containsExactly("Lines fetched: 1");
        app.close();
    }

    @Test
    void endsAReloadWhenTheEngineGoesAway() {
        engine.holdReloads();
        OpenApp app = get(client.open(new Guid(SALES)));
        CompletableFuture<OpenApp.Outcome> outcome = app.reload(OpenApp.Mode.BY_SCRIPT, false);
        await().until(() -> engine.reloading().equals(List.of(SALES)));

        engine.vanish();

        assertFails(outcome, FailureReason.UNREACHABLE, "engine");
        await().until(() ->
                meters.get("footman.qlik.engine.sessions.open").gauge().value() == 0);
    }

    @Test
    void givesACallUpThatIsNotAnsweredInTime() {
        engine.answering(method -> Optional.of(new Answer.Silence()));
        EngineClient impatient = client(Map.of("engine-timeout", "300ms"));

        assertFails(impatient.apps(), FailureReason.TIMEOUT, "did not answer GetDocList");

        await().until(() -> engine.sessions() == 0);
        impatient.close();
    }

    @Test
    void saysThatTheConnectionWasCut() {
        engine.answering(method -> Optional.of(new Answer.Drop()));

        assertFails(client.apps(), FailureReason.UNREACHABLE, "engine");
    }

    @Test
    void saysThatTheAnswerIsNoJson() {
        engine.answering(method -> Optional.of(new Answer.Garbage()));

        assertFails(client.apps(), FailureReason.SERVER_ERROR, "no JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION_ERROR_NO_LICENSE", "SESSION_ERROR_LIMIT_EXCEEDED"})
    void saysWhyTheEngineRefusesTheSession(String state) {
        engine.greetingWith(state).answering(method -> Optional.of(new Answer.Silence()));

        assertFails(client.apps(), FailureReason.AUTH, state);
    }

    @Test
    void saysThatNobodyListens() {
        engine.vanish();

        assertFails(client.apps(), FailureReason.UNREACHABLE, "localhost:" + engine.port());

        engine.appear();
        assertThat(get(client.apps())).hasSize(1);
    }

    @Test
    void trustsOnlyTheOwnSite() {
        try (FakeEngine stranger = FakeEngine.start(FakeCertificates.create(folder.resolve("stranger")))) {
            EngineClient misled = client(Map.of("engine", stranger.url()));

            assertFails(misled.apps(), FailureReason.TLS, "qlik-sense");
            misled.close();
        }
    }

    @Test
    void saysThatTheEngineDoesNotAcceptTheClientCertificate() throws IOException {
        Path mixed = FakeCertificates.create(folder.resolve("mixed")).folder();
        Files.copy(folder.resolve("root.pem"), mixed.resolve("root.pem"), StandardCopyOption.REPLACE_EXISTING);
        EngineClient stranger = client(Map.of("certificates", mixed.toString()));

        assertFails(stranger.apps(), FailureReason.TLS, "does not accept the client certificate");
        stranger.close();
    }

    @Test
    void checksTheServersNameAsConfigured() {
        FakeCertificates named = FakeCertificates.create(
                folder.resolve("named"), FakeCertificates.Settings.usual().forHost("sense1.example.com"));
        try (FakeEngine other = FakeEngine.start(named)) {
            other.add(FakeEngineApp.of(SALES, "Sales"));
            Map<String, Object> site =
                    Map.of("engine", other.url(), "certificates", named.folder().toString());
            EngineClient strict = client(site);
            EngineClient told = client(with(site, "server-name", "sense1.example.com"));
            EngineClient wrong = client(with(site, "server-name", "sense2.example.com"));
            EngineClient loose = client(with(site, "verify-server-name", "false"));

            assertFails(strict.apps(), FailureReason.TLS, "server-name");
            assertThat(get(told.apps())).hasSize(1);
            assertFails(wrong.apps(), FailureReason.TLS, "server-name");
            assertThat(get(loose.apps())).hasSize(1);
            List.of(strict, told, wrong, loose).forEach(EngineClient::close);
        }
    }

    @Test
    void endsAllCallsWhenTheAgentStops() {
        engine.answering(method -> Optional.of(new Answer.Silence()));
        CompletableFuture<List<EngineClient.AppName>> apps = client.apps();
        await().until(() -> engine.sessions() == 1);

        client.close();

        assertFails(apps, FailureReason.UNREACHABLE, "Footman");
        await().until(() -> engine.sessions() == 0);
    }

    private static FakeEngineApp fullApp() {
        return FakeEngineApp.of(STOCK, "Stock")
                .withScript("LOAD \"Größe\" FROM [lib://stock.qvd] (qvd);")
                .with("lineage", "l1", "{\"qDiscriminator\":\"lib://stock.qvd\"}")
                .with("sheet", "sheet-1", "{\"title\":\"Overview\"}")
                .with("sheet", "sheet-2", "{\"title\":\"Details\"}")
                .with("story", "story-1", "{}")
                .with("masterobject", "master-1", "{}")
                .with("appprops", "props-1", "{}")
                .with("dimension", "dim-1", "{\"qDim\":{\"title\":\"Region\"}}")
                .with("measure", "mea-1", "{\"qMeasure\":{\"qDef\":\"Sum(x)\"}}")
                .with("bookmark", "book-1", "{\"title\":\"Mine\"}")
                .with("snapshot", "snap-1", "{}")
                .with("media", "m1", "{\"qUrlDef\":\"/media/logo.png\"}")
                .with("media", "m2", "{\"qUrlDef\":\"/content/default/logo.png\"}")
                .with("field", "f1", "{\"qName\":\"Region\"}")
                .with("variable", "var-1", "{\"qName\":\"vToday\",\"qIsScriptCreated\":true}")
                .withConnection("con-1", "\\\\server\\share");
    }

    private EngineClient client(Map<String, Object> keys) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "repository", "https://localhost:4242",
                "engine", engine.url(),
                "certificates", folder.toString()));
        values.putAll(keys);
        Settings section = Settings.of("footman.qlik-sense", values);
        SenseSettings sense = SenseSettings.read(section, Clock.systemUTC());
        Optional<EngineSettings> settings = EngineSettings.read(section, sense.repository());
        assertThat(section.mistakes()).isEmpty();
        return new EngineClient(
                sense.name(),
                settings.orElseThrow(),
                Clock.systemUTC(),
                new Random(),
                time.getBean(Alarms.class),
                meters);
    }

    private static Map<String, Object> with(Map<String, Object> site, String key, String value) {
        Map<String, Object> more = new HashMap<>(site);
        more.put(key, value);
        return more;
    }

    private static List<String> names(ObjectNode node) {
        List<String> names = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertFails(CompletableFuture<?> call, FailureReason reason, String words) {
        assertThatThrownBy(() -> get(call)).isInstanceOfSatisfying(EngineException.class, failure -> {
            assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
            assertThat(failure).hasMessageContaining(words);
        });
    }

    private static <T> T get(CompletableFuture<T> call) {
        try {
            return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw EngineException.of(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("No answer within " + Duration.ofSeconds(PATIENCE_SECONDS), e);
        }
    }
}
