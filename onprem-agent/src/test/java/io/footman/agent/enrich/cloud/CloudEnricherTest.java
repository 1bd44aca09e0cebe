package io.footman.agent.enrich.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Subject;
import io.footman.agent.model.Traits;
import io.footman.agent.qlik.cloud.FakeQlikCloud;
import io.footman.agent.qlik.cloud.FakeQlikCloud.Answer;
import io.footman.agent.qlik.cloud.QlikCloudSettings;
import io.footman.agent.qlik.cloud.Tenant;
import io.footman.model.settings.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEnricherTest {
    private final FakeQlikCloud cloud = FakeQlikCloud.http();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private CloudEnricher enricher = enricher(Optional.of(new Secret(FakeQlikCloud.API_KEY)), Duration.ofSeconds(10));

    @AfterEach
    void stop() {
        enricher.close();
        cloud.close();
    }

    @Test
    void writesButlersVariables() {
        Map<String, Object> variables = enrich(failed()).variables();

        assertThat(variables)
                .containsEntry("tenantComment", "Production")
                .containsEntry("tenantUrl", cloud.url())
                .containsEntry("appName", "From the event")
                .containsEntry("appDescription", "What we sold")
                .containsEntry("appUrl", cloud.url() + "/sense/app/" + FakeQlikCloud.APP)
                .containsEntry("appHasSectionAccess", true)
                .containsEntry("appIsPublished", true)
                .containsEntry("appPublishTime", "2026-01-02T03:04:05.000Z")
                .containsEntry("appThumbnail", "/thumb.png")
                .containsEntry("appFileSize", "524,288")
                .containsEntry("appTags", List.of("footman-alert", "Finance"))
                .containsEntry("reloadTrigger", "chronos")
                .containsEntry("errorCode", "EngineReloadScriptError")
                .containsEntry("errorMessage", "error in app script or datasource")
                .containsEntry("executionStatusText", "FAILED")
                .containsEntry("scriptLogSize", 3L)
                .containsEntry("scriptLogSizeRows", 3L)
                .containsEntry("qlikSenseQMC", "https://console.example.com")
                .containsEntry("qlikSenseHub", "https://hub.example.com")
                .containsEntry("appOwnerName", "Jane Doe")
                .containsEntry("appOwnerEmail", "jane.doe@example.com")
                .containsEntry("appOwnerUserId", FakeQlikCloud.OWNER)
                .containsEntry("appOwnerPicture", "https://p/1.png")
                .containsEntry("spaceName", "Finance");
        assertThat(variables.get("logMessage").toString()).contains("Started loading data\n");
        assertThat(variables.get("executionDuration")).isEqualTo(Map.of("hours", 0L, "minutes", 2, "seconds", 31));
        // Java versions differ in the word and the kind of blank between date and time.
        assertThat(variables
                        .get("executionStartTime")
                        .toString()
                        .replace(" at ", ", ")
                        .replace('\u202f', ' '))
                .contains(
                        "startTimeUTC=2026-11-20T08:15:22Z",
                        "startTimeLocal1=2026-11-20 09:15:22",
                        "startTimeLocal2=11/20/26, 9:15:22 AM",
                        "startTimeLocal3=Nov 20, 2026, 9:15:22 AM",
                        "startTimeLocal4=November 20, 2026, 9:15:22 AM CET",
                        "startTimeLocal5=November 20, 2026, 9:15:22 AM CET");
        assertThat(variables.get("executionStopTime").toString()).contains("stopTimeUTC=2026-11-20T08:17:53Z");
    }

    @Test
    void tellsWhoReloadedAndWhoOwnsTheApp() {
        assertThat(enrich(failed()).variables())
                .containsEntry("userName", "John Roe")
                .containsEntry("appOwnerName", "Jane Doe");
    }

    @Test
    void findsTraitsForTheRules() {
        EventContext context = enrich(failed());

        assertThat(context.traits().appTags()).containsExactlyInAnyOrder("footman-alert", "Finance");
        assertThat(context.traits().owner())
                .contains(
                        new Owner(FakeQlikCloud.OWNER, Optional.empty(), "Jane Doe", List.of("jane.doe@example.com")));
        assertThat(context.traits().space()).contains(new Traits.Space(FakeQlikCloud.SPACE, Optional.of("Finance")));
        assertThat(context.traits().unknown()).isEmpty();
        assertThat(context.gaps()).isEmpty();
        assertThat(context.scriptLog().orElseThrow().tail(1)).isEqualTo("Error: boom");
        assertThat(cloud.wrongCalls()).isEmpty();
    }

    @Test
    void asksEachQuestionOnce() {
        enrich(failed());

        assertThat(cloud.paths())
                .containsExactlyInAnyOrder(
                        FakeQlikCloud.APP_PATH,
                        FakeQlikCloud.ITEM_PATH,
                        FakeQlikCloud.RELOAD_PATH,
                        FakeQlikCloud.LOG_PATH,
                        FakeQlikCloud.OWNER_PATH,
                        FakeQlikCloud.ACTOR_PATH,
                        FakeQlikCloud.SPACE_PATH);
    }

    @Test
    void asksAllQuestionsAtTheSameTime() {
        cloud.delay(Duration.ofMillis(400));
        enrich(failed());
        Instant start = Instant.now();

        enrich(failed());

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(800));
    }

    @Test
    void findsOwnerSpaceAndNameOfAnEventThatDoesNotTellThem() {
        Map<String, Object> facts = facts();
        facts.keySet().removeAll(Set.of("ownerId", "spaceId", "appName"));

        EventContext context = enrich(event(EventKind.APP_RELOAD_FAILED, facts));

        assertThat(context.variables())
                .containsEntry("appName", "Sales report")
                .containsEntry("appOwnerName", "Jane Doe")
                .containsEntry("spaceId", FakeQlikCloud.SPACE);
        assertThat(context.traits().space().flatMap(Traits.Space::name)).contains("Finance");
        assertThat(context.traits().unknown()).isEmpty();
        assertThat(cloud.calls(FakeQlikCloud.APP_PATH)).isEqualTo(1);
        assertThat(cloud.calls(FakeQlikCloud.ITEM_PATH)).isEqualTo(1);
    }

    @Test
    void knowsAPersonalSpace() {
        Map<String, Object> facts = facts();
        facts.remove("spaceId");
        cloud.answer(FakeQlikCloud.ITEM_PATH, Answer.ok("{\"data\":[{\"resourceId\":\"" + FakeQlikCloud.APP + "\"}]}"));

        EventContext context = enrich(event(EventKind.APP_RELOAD_FAILED, facts));

        assertThat(context.traits().space()).isEmpty();
        assertThat(context.traits().unknown()).isEmpty();
        assertThat(context.gaps()).isEmpty();
    }

    @Test
    void goesOnWhenTheCatalogueDoesNotListTheApp() {
        cloud.answer(FakeQlikCloud.ITEM_PATH, Answer.ok("{\"data\":[]}"));

        EventContext context = enrich(failed());

        assertThat(context.gaps())
                .containsExactly(
                        "Not looked up: tags and file size, because Qlik Cloud's catalogue does not list the app"
                                + " for the user of the API key.");
        assertThat(context.traits().unknown()).containsExactly(Traits.Trait.APP_TAGS);
        assertThat(context.variables()).containsEntry("appOwnerName", "Jane Doe");
    }

    @Test
    void tellsOneCauseOnce() {
        cloud.answerAll(Answer.status(401));

        EventContext context = enrich(failed());

        assertThat(context.gaps())
                .containsExactly(
                        "Not looked up: the app's details, tags and file size, the reload's details, the script log,"
                                + " the app's owner, the user who reloaded, the space,"
                                + " because Qlik Cloud does not accept the API key (401).");
        assertThat(context.traits().unknown())
                .containsExactlyInAnyOrder(Traits.Trait.APP_TAGS, Traits.Trait.OWNER, Traits.Trait.SPACE);
        assertThat(context.variables())
                .containsEntry("appName", "From the event")
                .containsEntry("appOwnerName", "Unknown")
                .containsEntry("appOwnerEmail", "");
        assertThat(context.traits().space()).contains(new Traits.Space(FakeQlikCloud.SPACE, Optional.empty()));
    }

    @Test
    void goesOnAtTheDeadlineWithWhatIsKnown() {
        enricher.close();
        enricher = enricher(Optional.of(new Secret(FakeQlikCloud.API_KEY)), Duration.ofSeconds(1));
        cloud.answer(FakeQlikCloud.LOG_PATH, Answer.rateLimited("600"));
        cloud.delay(Duration.ofSeconds(30));
        Instant start = Instant.now();

        EventContext context = enrich(failed());

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(2500));
        assertThat(context.gaps()).hasSize(1).first().asString().contains("Qlik Cloud did not answer in time");
        assertThat(context.variables()).containsEntry("reloadId", FakeQlikCloud.RELOAD);
    }

    @Test
    void doesNotFetchTheScriptLogOfASuccess() {
        EventContext context = enrich(event(EventKind.APP_RELOAD_SUCCEEDED, facts()));

        assertThat(cloud.calls(FakeQlikCloud.LOG_PATH)).isZero();
        assertThat(context.scriptLog()).isEmpty();
        assertThat(context.gaps()).isEmpty();
    }

    @Test
    void asksNothingWithoutAnApiKeyAndMakesNoNoise() {
        enricher.close();
        enricher = enricher(Optional.empty(), Duration.ofSeconds(10));

        EventContext context = enrich(failed());

        assertThat(cloud.calls()).isZero();
        assertThat(context.gaps()).isEmpty();
        assertThat(context.traits().unknown()).contains(Traits.Trait.APP_TAGS, Traits.Trait.OWNER);
        assertThat(context.variables())
                .containsEntry("appName", "From the event")
                .containsEntry("appUrl", cloud.url() + "/sense/app/" + FakeQlikCloud.APP);
    }

    @Test
    void looksUpOnlyThePersonBehindAnEventThatIsNotAboutAnApp() {
        Event event = new Event(
                "qlik-cloud:t:1",
                "qlik-cloud:t:1",
                new EventKind("com.qlik.v1.user.created"),
                Instant.EPOCH,
                new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"),
                new Subject(Subject.Type.OTHER, "u1", Optional.empty()),
                Map.of("userId", FakeQlikCloud.ACTOR));

        assertThat(enrich(event).variables()).containsEntry("userName", "John Roe");
        assertThat(cloud.paths()).containsExactly(FakeQlikCloud.ACTOR_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"x\"", "{\"data\":[{\"resourceId\":7}],\"attributes\":[],\"type\":{}}"})
    void survivesAnswersOfTheWrongShape(String body) {
        cloud.answerAll(Answer.ok(body));

        assertThat(enrich(failed()).variables()).containsEntry("reloadId", FakeQlikCloud.RELOAD);
    }

    @Test
    void keepsUpWithFiveHundredEventsPerSecond() {
        cloud.knowingEveryId().delay(Duration.ofMillis(20));
        run(200);
        Instant start = Instant.now();

        int events = 2000;
        run(events);

        double perSecond =
                events * 1000.0 / Duration.between(start, Instant.now()).toMillis();
        System.out.printf("enriched %.0f events/s against a 20 ms Qlik Cloud%n", perSecond);
        assertThat(perSecond).as("events per second, slow machines included").isGreaterThan(200);
        assertThat(cloud.wrongCalls()).isEmpty();
    }

    /** 100 events on their way at any time. */
    private void run(int events) {
        java.util.concurrent.Semaphore window = new java.util.concurrent.Semaphore(100);
        List<CompletableFuture<EventContext>> all = IntStream.range(0, events)
                .mapToObj(i -> {
                    window.acquireUninterruptibly();
                    Map<String, Object> facts = facts();
                    facts.put("reloadId", "reload-" + i);
                    CompletableFuture<EventContext> done = enricher.lookUp(event(EventKind.APP_RELOAD_FAILED, facts))
                            .toCompletableFuture();
                    done.whenComplete((context, failure) -> window.release());
                    return done;
                })
                .toList();
        assertThat(all).allSatisfy(done -> assertThat(done.join().gaps()).isEmpty());
    }

    private EventContext enrich(Event event) {
        return enricher.lookUp(event).toCompletableFuture().join();
    }

    private static Event failed() {
        return event(EventKind.APP_RELOAD_FAILED, facts());
    }

    private static Map<String, Object> facts() {
        return new HashMap<>(Map.of(
                "appId", FakeQlikCloud.APP,
                "appName", "From the event",
                "reloadId", FakeQlikCloud.RELOAD,
                "ownerId", FakeQlikCloud.OWNER,
                "userId", FakeQlikCloud.ACTOR,
                "spaceId", FakeQlikCloud.SPACE));
    }

    private static Event event(EventKind kind, Map<String, Object> facts) {
        return new Event(
                "qlik-cloud:t:1",
                "qlik-cloud:t:1",
                kind,
                Instant.EPOCH,
                new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"),
                new Subject(Subject.Type.APP, FakeQlikCloud.APP, Optional.empty()),
                facts);
    }

    private CloudEnricher enricher(Optional<Secret> key, Duration deadline) {
        Tenant tenant = new Tenant(
                "acme",
                "t",
                cloud.url(),
                key,
                "Production",
                "https://console.example.com",
                "https://hub.example.com",
                Optional.empty());
        return new CloudEnricher(
                new QlikCloudSettings(deadline, List.of(tenant)),
                new LocalFormat(Locale.US, ZoneId.of("Europe/Stockholm")),
                Clock.systemUTC(),
                new Random(1),
                meters);
    }
}
