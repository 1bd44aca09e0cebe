package io.footman.agent.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.footman.agent.model.Event;
import io.footman.agent.model.EventKind;
import io.footman.agent.model.EventSource;
import io.footman.agent.model.LocalFormat;
import io.footman.agent.model.Subject;
import io.footman.model.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudMessageReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String APP = "e7af59a0-c243-480d-9571-08727551a66f";

    private final CloudMessageReader reader = new CloudMessageReader(
            CloudTenants.read(Settings.of("q", Map.of("tenants", Map.of("acme", Map.of("id", Publisher.TENANT))))),
            new CloudEvents(new LocalFormat(Locale.US, ZoneOffset.UTC)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void tellsWhatTheEngineSaysUnderButlersNames() throws Exception {
        Event event = golden("app-reload-finished/cloudevents-failure");

        assertThat(event.id()).isEqualTo("qlik-cloud:" + Publisher.TENANT + ":ccb149fb-e2dd-420b-8d9f-e6aacb95eb76");
        assertThat(event.kind()).isEqualTo(EventKind.APP_RELOAD_FAILED);
        assertThat(event.source()).isEqualTo(new EventSource(EventSource.Platform.QLIK_CLOUD, "acme"));
        assertThat(event.subject()).isEqualTo(new Subject(Subject.Type.APP, APP, Optional.of("Försäljning €")));
        assertThat(event.time()).isEqualTo(Instant.parse("2026-11-20T08:15:31Z"));
        assertThat(event.facts())
                .containsEntry("tenantId", Publisher.TENANT)
                .containsEntry("userId", "637390ec6541614d3a88d6c1")
                .containsEntry("ownerId", "637390ec6541614d3a88d6c1")
                .containsEntry("spaceId", "65f0c1d2e3a4b5c6d7e8f901")
                .containsEntry("appId", APP)
                .containsEntry("appName", "Försäljning €")
                .containsEntry("reloadId", "66a4fd3418ec290e6ceb025d")
                .containsEntry("source", "com.qlik/engine")
                .containsEntry("eventType", "com.qlik.v1.app.reload.finished")
                .containsEntry("eventTypeVersion", "")
                .containsEntry("status", "error")
                .containsEntry("endedWithMemoryConstraint", false)
                .containsEntry("isDirectQueryMode", false)
                .containsEntry("isPartialReload", false)
                .containsEntry("isSessionApp", false)
                .containsEntry("isSkipStore", false)
                .containsEntry("statements", List.of())
                .containsEntry("peakMemoryBytes", "19,922,944")
                .containsEntry("sizeMemoryBytes", "262,144")
                .containsEntry("rowLimit", "-1")
                .containsEntry("usageDuration", "PT2.431S")
                .containsEntry("executionDuration", Map.of("hours", 0L, "minutes", 0, "seconds", 2));
        assertThat(event.facts().get("executionStopTime").toString()).contains("2026-11-20T08:15:30Z");
    }

    @Test
    void tellsWhatTheReloadServiceSays() throws Exception {
        Event event = golden("reload-finished/cloudevents-failure");

        assertThat(event.subject()).isEqualTo(new Subject(Subject.Type.APP, APP, Optional.empty()));
        assertThat(event.facts())
                .containsEntry("reloadId", "66a4fd3418ec290e6ceb025d")
                .containsEntry("reloadTrigger", "chronos")
                .containsEntry("executionStatusText", "FAILED")
                .containsEntry("errorCode", "EngineReloadScriptError")
                .containsEntry("errorMessage", "error in app script or datasource")
                .containsEntry("executionDuration", Map.of("hours", 0L, "minutes", 0, "seconds", 9))
                .doesNotContainKey("appName");
        assertThat(event.facts().get("executionStartTime").toString()).contains("2026-11-20T08:15:22Z");
        assertThat(event.facts().get("executionStopTime").toString()).contains("2026-11-20T08:15:31Z");
    }

    @Test
    void bothServicesTellOneOccurrence() throws Exception {
        Event engine = golden("app-reload-finished/cloudevents-failure");
        Event service = golden("reload-finished/cloudevents-failure");
        Event legacy = golden("app-reload-finished/legacy-failure");

        assertThat(engine.occurrence())
                .isEqualTo("qlik-cloud:" + Publisher.TENANT + ":reload:66a4fd3418ec290e6ceb025d:failed")
                .isEqualTo(service.occurrence())
                .isEqualTo(legacy.occurrence());
        assertThat(golden("reload-finished/cloudevents-success").occurrence()).isNotEqualTo(engine.occurrence());
    }

    @ParameterizedTest
    @CsvSource({
        "app-reload-ended/legacy-failure, app-reload-failed",
        "app-reload-finished/hybrid-failure, app-reload-failed",
        "app-reload-finished/legacy-failure, app-reload-failed",
        "app-reload-finished/cloudevents-renamed-failure, app-reload-failed",
        "app-reload-finished/cloudevents-failure-with-errors, app-reload-failed",
        "app-reload-finished/cloudevents-success, app-reload-succeeded",
        "app-reload-finished/hybrid-success, app-reload-succeeded",
        "app-reload-finished/legacy-success, app-reload-succeeded",
        "reload-finished/cloudevents-exceeded-limit, app-reload-failed",
        "reload-finished/legacy-failure, app-reload-failed",
        "reload-finished/cloudevents-canceled, app-reload-canceled",
        "user-created/legacy, com.qlik.v1.user.created"
    })
    void namesTheKindOfEveryFormEverSeen(String file, String kind) throws Exception {
        assertThat(golden(file).kind()).isEqualTo(new EventKind(kind));
    }

    @Test
    void keepsTheDataOfOtherEvents() throws Exception {
        Event event = golden("user-created/legacy");

        assertThat(event.subject().type()).isEqualTo(Subject.Type.USER);
        assertThat(event.facts().get("data"))
                .isEqualTo(Map.of("id", "u1", "subject", "auth0|1", "tenantId", Publisher.TENANT));
        assertThat(event.facts()).containsEntry("eventTypeVersion", "1.0.0");
        assertThat(event.occurrence()).isEqualTo(event.id());
    }

    @Test
    void takesTheGatewaysTimeWhenTheEventTellsNone() throws Exception {
        byte[] body = text(Publisher.event("1"))
                .replace("\"time\":\"2026-11-20T08:15:31Z\",", "")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(reader.read(new Message("t", body, Optional.empty(), Optional.of("2026-11-20T09:00:00Z")))
                        .time())
                .isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(reader.read(new Message("t", body, Optional.empty(), Optional.of("nonsense")))
                        .time())
                .isEqualTo(NOW);
    }

    @Test
    void cleansTextThatCouldHarmReadersOrStores() throws Exception {
        String long20k = "x".repeat(20_000);
        byte[] body = text(Publisher.event("1"))
                .replace("Försäljning €", "a\\u0000b\\u001b[31mc" + long20k)
                .getBytes(StandardCharsets.UTF_8);

        String name = (String) read(body).facts().get("appName");

        assertThat(name).startsWith("ab[31mcxxx").hasSizeLessThan(10_010).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"duration\":\"PT1H2M3S\"",
                "\"duration\":-1",
                "\"duration\":1e400",
                "\"duration\":99999999999999999999",
                "\"duration\":null",
                "\"endTime\":\"yesterday\"",
                "\"peakMemoryBytes\":1.5",
                "\"size\":7",
                "\"errors\":[null,{\"message\":null}]",
                "\"statements\":{\"a\":[1,2.50,true,null]}"
            })
    void survivesOddDetails(String detail) throws Exception {
        byte[] body = text(Publisher.event("1"))
                .replace("\"status\":\"error\"", "\"status\":\"error\"," + detail)
                .getBytes(StandardCharsets.UTF_8);

        assertThat(read(body).kind()).isEqualTo(EventKind.APP_RELOAD_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "[]", "null", "7", "{\"id\":1}", "{\"data\":{}}", "\uFEFF{}"})
    void refusesWhatIsNoEvent(String body) {
        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).reason()).isEqualTo(RefusalReason.MALFORMED);
    }

    @Test
    void refusesAnEventAboveTheLimitAndAcceptsOneAtIt() throws Exception {
        byte[] event = Publisher.event("1");
        byte[] atLimit = Arrays.copyOf(event, CloudMessageReader.LARGEST);
        Arrays.fill(atLimit, event.length, atLimit.length, (byte) ' ');
        byte[] above = Arrays.copyOf(atLimit, atLimit.length + 1);
        above[atLimit.length] = ' ';

        assertThat(read(atLimit).kind()).isEqualTo(EventKind.APP_RELOAD_FAILED);
        assertThat(refusal(above).reason()).isEqualTo(RefusalReason.TOO_LARGE);
    }

    private Event golden(String file) throws IOException, RefusedException {
        try (InputStream stream = getClass().getResourceAsStream("/golden/" + file + ".json")) {
            return read(stream.readAllBytes());
        }
    }

    private Event read(byte[] body) throws RefusedException {
        return reader.read(new Message("t", body, Optional.empty(), Optional.empty()));
    }

    private RefusedException refusal(byte[] body) {
        return catchThrowableOfType(RefusedException.class, () -> read(body));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
