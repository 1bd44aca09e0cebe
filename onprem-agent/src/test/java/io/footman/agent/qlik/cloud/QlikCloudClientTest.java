package io.footman.agent.qlik.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.footman.agent.model.FailureReason;
import io.footman.agent.model.ScriptLog;
import io.footman.agent.qlik.LogText;
import io.footman.agent.qlik.cloud.FakeQlikCloud.Answer;
import io.footman.model.settings.Secret;
import io.footman.model.tls.Pem;
import io.footman.testkit.TestBroker;
import io.footman.testkit.TestCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class QlikCloudClientTest {
    private static final String APP = FakeQlikCloud.APP;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private FakeQlikCloud cloud;
    private QlikCloudClient client;

    @BeforeEach
    void start() {
        cloud = FakeQlikCloud.http();
        client = client(cloud.url(), FakeQlikCloud.API_KEY, Optional.empty());
    }

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    @Test
    void readsTheApp() {
        App app = client.app(APP, in(10)).block();

        assertThat(app.name()).contains("Sales report");
        assertThat(app.ownerId()).contains(FakeQlikCloud.OWNER);
        assertThat(app.hasSectionAccess()).isTrue();
        assertThat(app.published())
                .as("published within the cloud shows only in publishTime")
                .isTrue();
        assertThat(cloud.wrongCalls()).isEmpty();
    }

    @Test
    void readsSpaceTagsAndFileSizeFromTheCatalogue() {
        Item item = client.item(APP, in(10)).block();

        assertThat(item.tags()).containsExactly("footman-alert", "Finance");
        assertThat(item.spaceId()).contains(FakeQlikCloud.SPACE);
        assertThat(item.fileSize()).contains(524_288L);
        assertThat(cloud.wrongCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, does not list the app", "2, lists the app 2 times"})
    void refusesToGuessWhenTheCatalogueListsTheAppNotOnce(int times, String text) {
        String item = "{\"resourceId\":\"" + APP + "\"}";
        String other = "{\"resourceId\":\"another\"}";
        cloud.answer(FakeQlikCloud.ITEM_PATH, Answer.ok("{\"data\":[" + other + ("," + item).repeat(times) + "]}"));

        assertThat(failure(client.item(APP, in(10)))).hasMessageContaining(text);
    }

    @Test
    void readsTheReload() {
        Reload reload = client.reload(FakeQlikCloud.RELOAD, in(10)).block();

        assertThat(reload.trigger()).contains("chronos");
        assertThat(reload.errorCode()).contains("EngineReloadScriptError");
        assertThat(reload.start()).contains(Instant.parse("2026-11-20T08:15:22Z"));
        assertThat(reload.end()).contains(Instant.parse("2026-11-20T08:17:53Z"));
    }

    @Test
    void readsTheScriptLogAndCountsItsLinesAndCharacters() {
        LogText log = client.scriptLog(APP, FakeQlikCloud.RELOAD, in(10)).block();

        assertThat(log).isEqualTo(new LogText(ScriptLog.of(Samples.LOG), 3, Samples.LOG.length()));
    }

    @Test
    void asksAgainForAScriptLogThatIsNotThereYet() {
        cloud.answer(FakeQlikCloud.LOG_PATH, number -> number < 2 ? Answer.status(404) : Answer.ok(Samples.LOG));

        assertThat(client.scriptLog(APP, FakeQlikCloud.RELOAD, in(10)).block().lines())
                .isEqualTo(3);
        assertThat(cloud.calls(FakeQlikCloud.LOG_PATH)).isEqualTo(2);
    }

    @Test
    void doesNotWaitForAScriptLogBeyondTheDeadline() {
        cloud.answer(FakeQlikCloud.LOG_PATH, Answer.status(404));

        assertThat(failure(client.scriptLog(APP, FakeQlikCloud.RELOAD, in(1)))).hasMessageContaining("(404)");
        assertThat(cloud.calls(FakeQlikCloud.LOG_PATH)).isEqualTo(1);
    }

    @Test
    void keepsStartAndEndOfAHugeScriptLog() {
        String line = "x".repeat(98) + "\r\n";
        String body = "FIRST\r\n" + line.repeat(50_000) + "LAST\r\n";
        cloud.answer(FakeQlikCloud.LOG_PATH, Answer.ok(body));

        LogText log = client.scriptLog(APP, FakeQlikCloud.RELOAD, in(10)).block();

        assertThat(log.log().text()).startsWith("FIRST\r\n").endsWith("LAST").contains("left out here by Footman");
        assertThat(log.log().text().length()).isLessThanOrEqualTo(QlikCloudClient.LARGEST_LOG + 100);
        assertThat(log.lines()).isEqualTo(50_002);
        assertThat(log.characters()).isEqualTo(body.length());
    }

    @Test
    void remembersUsersAndSpaces() {
        Flux.range(0, 20).flatMap(i -> client.user(FakeQlikCloud.OWNER)).blockLast();
        Flux.range(0, 20).flatMap(i -> client.space(FakeQlikCloud.SPACE)).blockLast();

        assertThat(cloud.calls(FakeQlikCloud.OWNER_PATH)).isEqualTo(1);
        assertThat(cloud.calls(FakeQlikCloud.SPACE_PATH)).isEqualTo(1);
    }

    @Test
    void doesNotRememberAFailedLookUp() {
        cloud.answer(FakeQlikCloud.OWNER_PATH, Answer.status(403));
        assertThat(failure(client.user(FakeQlikCloud.OWNER)).reason()).isEqualTo(FailureReason.AUTH);

        cloud.answer(FakeQlikCloud.OWNER_PATH, Answer.ok(Samples.user("1", "Jane", "j@example.com")));
        assertThat(client.user(FakeQlikCloud.OWNER).block().name()).contains("Jane");
    }

    @ParameterizedTest
    @CsvSource({
        "400, CLIENT_ERROR, 1",
        "401, AUTH, 1",
        "403, AUTH, 1",
        "404, CLIENT_ERROR, 1",
        "500, SERVER_ERROR, 4",
        "502, SERVER_ERROR, 4",
        "503, SERVER_ERROR, 4"
    })
    void repeatsOnlyWhatMayPass(int status, FailureReason reason, int tries) {
        cloud.answer(FakeQlikCloud.APP_PATH, Answer.status(status));

        QlikCloudException failure = failure(client.app(APP, in(10)));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining("(" + status + ")");
        assertThat(cloud.calls(FakeQlikCloud.APP_PATH)).isEqualTo(tries);
        assertThat(meters.get("footman.qlik.cloud.calls")
                        .tags("tenant", "acme", "call", "app", "outcome", reason.label())
                        .timer()
                        .count())
                .isEqualTo(tries);
    }

    @Test
    void succeedsAfterAPassingFailure() {
        cloud.answer(FakeQlikCloud.APP_PATH, number -> number < 3 ? Answer.status(503) : Answer.ok(Samples.APP));

        assertThat(client.app(APP, in(10)).block().name()).contains("Sales report");
    }

    @Test
    void letsAllCallsOfTheTenantWaitWhenAskedTo() {
        cloud.answer(FakeQlikCloud.APP_PATH, number -> number == 1 ? Answer.rateLimited("1") : Answer.ok(Samples.APP));
        Mono<App> limited = client.app(APP, in(10)).cache();
        limited.subscribe();
        await().until(() -> cloud.calls(FakeQlikCloud.APP_PATH) == 1);
        Instant start = Instant.now();
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);

        client.reload(FakeQlikCloud.RELOAD, in(10)).block();

        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(700));
        assertThat(limited.block().name()).contains("Sales report");
    }

    @Test
    void understandsRetryAfterAsADate() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        cloud.answer(FakeQlikCloud.APP_PATH, Answer.rateLimited(date));

        assertThat(failure(client.app(APP, in(10)))).hasMessageMatching(".*asks to wait 3[56]\\d\\d s");
    }

    @Test
    void failsAtOnceWhenTheRateLimitOutlastsTheDeadline() {
        cloud.answer(FakeQlikCloud.APP_PATH, Answer.rateLimited("60"));
        Instant start = Instant.now();

        assertThat(failure(client.app(APP, in(10))).reason()).isEqualTo(FailureReason.RATE_LIMITED);
        assertThat(failure(client.reload(FakeQlikCloud.RELOAD, in(10))).reason())
                .isEqualTo(FailureReason.RATE_LIMITED);
        assertThat(cloud.calls(FakeQlikCloud.RELOAD_PATH)).isZero();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void endsAtTheDeadlineWhenQlikCloudIsSlow() {
        cloud.delay(Duration.ofSeconds(30));
        Instant start = Instant.now();

        assertThat(failure(client.app(APP, in(1))).reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void followsARedirectOnTheSameHost() {
        cloud.answer(FakeQlikCloud.APP_PATH, Answer.redirect("/elsewhere"));
        cloud.answer("/elsewhere", Answer.ok(Samples.APP));

        assertThat(client.app(APP, in(10)).block().name()).contains("Sales report");
    }

    @Test
    void neverTakesTheApiKeyToAnotherHost() {
        try (FakeQlikCloud other = FakeQlikCloud.http()) {
            cloud.answer(FakeQlikCloud.APP_PATH, Answer.redirect(other.url() + FakeQlikCloud.APP_PATH));

            assertThat(failure(client.app(APP, in(10))).reason()).isEqualTo(FailureReason.REDIRECT);
            assertThat(other.calls()).isZero();
        }
    }

    @Test
    void givesUpOnARedirectLoop() {
        cloud.answer(FakeQlikCloud.APP_PATH, Answer.redirect(FakeQlikCloud.APP_PATH));

        assertThat(failure(client.app(APP, in(10))).reason()).isEqualTo(FailureReason.REDIRECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[]", "{\"attributes\":"})
    void tellsWhenAnAnswerIsNotTheExpectedJson(String body) {
        cloud.answer(FakeQlikCloud.APP_PATH, Answer.ok(body));

        assertThat(failure(client.app(APP, in(10)))).hasMessageContaining("not the expected JSON");
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        cloud.answer(FakeQlikCloud.APP_PATH, Answer.ok("{\"x\":\"" + "y".repeat(3 << 20) + "\"}"));

        assertThat(failure(client.app(APP, in(10))).reason()).isEqualTo(FailureReason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../users/me", "a/b", "a?b", "a%2fb", "a b", "a#b", "å"})
    void neverCallsAnotherPathThanMeant(String id) {
        assertThat(failure(client.app(id, in(10)))).hasMessageContaining("not one of Qlik's");
        assertThat(cloud.calls()).isZero();
    }

    @Test
    void tellsWhenNobodyListens() {
        try (QlikCloudClient lost =
                client("http://localhost:" + TestBroker.freePort(), FakeQlikCloud.API_KEY, Optional.empty())) {
            assertThat(failure(lost.app(APP, in(5))).reason()).isEqualTo(FailureReason.UNREACHABLE);
        }
    }

    @Test
    void tellsWhenTheApiKeyIsWrongWithoutShowingIt() {
        try (QlikCloudClient wrong = client(cloud.url(), "wrong-key-1234", Optional.empty())) {
            QlikCloudException failure = failure(wrong.app(APP, in(5)));

            assertThat(failure.reason()).isEqualTo(FailureReason.AUTH);
            assertThat(failure.toString()).doesNotContain("wrong-key-1234");
        }
    }

    @Test
    void trustsOnlyTheConfiguredAuthority(@TempDir Path own, @TempDir Path foreign) {
        TestCertificates certificates = TestCertificates.create(own);
        TrustManagerFactory others = Pem.trust(TestCertificates.create(foreign).ca());
        try (FakeQlikCloud secure = FakeQlikCloud.https(certificates);
                QlikCloudClient trusting =
                        client(secure.url(), FakeQlikCloud.API_KEY, Optional.of(Pem.trust(certificates.ca())));
                QlikCloudClient mistrusting = client(secure.url(), FakeQlikCloud.API_KEY, Optional.of(others));
                QlikCloudClient byDefault = client(secure.url(), FakeQlikCloud.API_KEY, Optional.empty());
                QlikCloudClient wrongHost = client(
                        secure.url().replace("localhost", "localhost.localdomain"),
                        FakeQlikCloud.API_KEY,
                        Optional.of(Pem.trust(certificates.ca())))) {
            assertThat(trusting.app(APP, in(10)).block().name()).contains("Sales report");
            assertThat(failure(mistrusting.app(APP, in(10))).reason()).isEqualTo(FailureReason.TLS);
            assertThat(failure(byDefault.app(APP, in(10))).reason()).isEqualTo(FailureReason.TLS);
            assertThat(failure(wrongHost.app(APP, in(10))).reason()).isIn(FailureReason.TLS, FailureReason.UNREACHABLE);
        }
    }

    @Test
    void manyCallsAtOnceShareFewConnections() {
        cloud.knowingEveryId().delay(Duration.ofMillis(20));

        List<App> apps = Flux.fromStream(IntStream.range(0, 500).boxed())
                .flatMap(i -> client.app("app-" + i, in(10)), 500)
                .collectList()
                .block();

        assertThat(apps).hasSize(500);
    }

    private QlikCloudClient client(String url, String key, Optional<TrustManagerFactory> trust) {
        Tenant tenant = new Tenant("acme", "t", url, Optional.of(new Secret(key)), "", "", "", trust);
        return new QlikCloudClient(tenant, new Secret(key), Clock.systemUTC(), new Random(1), meters);
    }

    private static Instant in(int seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    private static QlikCloudException failure(Mono<?> call) {
        return catchThrowableOfType(QlikCloudException.class, call::block);
    }
}
