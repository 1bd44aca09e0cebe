package io.footman.model.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies we ever saw or expect, read. Golden files are only added to, never edited. */
class GoldenEventsTest {
    private static final String TENANT = "UkeLb6ICti8OA8f3LueRI5kVNtuHc15f";
    private static final String APP = "e7af59a0-c243-480d-9571-08727551a66f";
    private static final String RELOAD = "66a4fd3418ec290e6ceb025d";

    private final QlikCloudEventReader reader = new QlikCloudEventReader();

    @ParameterizedTest
    @CsvSource({
        "app-reload-finished/legacy-success, LEGACY, SUCCEEDED, Försäljning €, , ",
        "app-reload-finished/legacy-failure, LEGACY, FAILED, Försäljning €, , ",
        "app-reload-finished/hybrid-success, HYBRID, SUCCEEDED, Försäljning €, , ",
        "app-reload-finished/hybrid-failure, HYBRID, FAILED, Försäljning €, , ",
        "app-reload-finished/cloudevents-success, CLOUD_EVENTS, SUCCEEDED, Försäljning €, , ",
        "app-reload-finished/cloudevents-failure, CLOUD_EVENTS, FAILED, Försäljning €, , ",
        "app-reload-finished/cloudevents-failure-with-errors, CLOUD_EVENTS, FAILED, Försäljning €, , Table not found",
        "app-reload-finished/cloudevents-renamed-failure, CLOUD_EVENTS, FAILED, Försäljning €, , ",
        "app-reload-ended/legacy-failure, LEGACY, FAILED, Försäljning €, , ",
        "reload-finished/cloudevents-success, CLOUD_EVENTS, SUCCEEDED, , , ",
        "reload-finished/cloudevents-canceled, CLOUD_EVENTS, CANCELED, , , ",
        "reload-finished/cloudevents-failure, CLOUD_EVENTS, FAILED, , EngineReloadScriptError, error in app script or datasource",
        "reload-finished/cloudevents-exceeded-limit, CLOUD_EVENTS, FAILED, , EngineReloadScriptError, error in app script or datasource",
        "reload-finished/legacy-failure, LEGACY, FAILED, , EngineReloadScriptError, error in app script or datasource",
    })
    void readsReloads(
            String file, BodyForm form, ReloadOutcome outcome, String appName, String errorCode, String errorMessage)
            throws Exception {
        QlikCloudEvent event = reader.read(golden(file));
        AppReload reload = AppReload.of(event).orElseThrow();

        assertThat(event.form()).isEqualTo(form);
        assertThat(event.tenantId()).isEqualTo(TENANT);
        assertThat(event.userId()).contains("637390ec6541614d3a88d6c1");
        assertThat(event.spaceId()).contains("65f0c1d2e3a4b5c6d7e8f901");
        assertThat(event.time())
                .contains(Instant.parse(form == BodyForm.LEGACY ? "2024-07-27T13:57:27Z" : "2026-11-20T08:15:31Z"));
        assertThat(reload.outcome()).isEqualTo(outcome);
        assertThat(reload.appId()).isEqualTo(APP);
        assertThat(reload.reloadId()).contains(RELOAD);
        assertThat(reload.appName().orElse(null)).isEqualTo(appName);
        assertThat(reload.errorCode().orElse(null)).isEqualTo(errorCode);
        assertThat(reload.errorMessage().orElse(null)).isEqualTo(errorMessage);
    }

    @Test
    void cloudEventsAttributesWinInTheHybridForm() throws Exception {
        QlikCloudEvent event = reader.read(golden("app-reload-finished/hybrid-failure"));

        assertThat(event.id()).isEqualTo("ccb149fb-e2dd-420b-8d9f-e6aacb95eb76");
    }

    @Test
    void keepsAttributesItDoesNotKnow() throws Exception {
        QlikCloudEvent event = reader.read(golden("app-reload-finished/cloudevents-failure"));

        assertThat(event.furtherAttributes()).containsOnlyKeys("datacontenttype", "authtype", "host");
        assertThat(event.furtherAttributes().get("host").textValue()).isEqualTo("engine-7");
    }

    @Test
    void readsEventsThatAreNoReload() throws Exception {
        QlikCloudEvent event = reader.read(golden("user-created/legacy"));

        assertThat(event.type()).isEqualTo("com.qlik.v1.user.created");
        assertThat(event.ownerId()).isEmpty();
        assertThat(event.time()).contains(Instant.parse("2021-09-09T09:32:53.782Z"));
        assertThat(AppReload.of(event)).isEmpty();
    }

    @Test
    void readsEveryGoldenFile() throws Exception {
        List<Path> files = goldenFiles();

        assertThat(files).hasSizeGreaterThanOrEqualTo(15);
        for (Path file : files) {
            assertThat(reader.read(Files.readAllBytes(file)).tenantId())
                    .as(file.toString())
                    .isEqualTo(TENANT);
        }
    }

    private static List<Path> goldenFiles() throws IOException, URISyntaxException {
        URL folder = GoldenEventsTest.class.getResource("/golden");
        try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static byte[] golden(String name) throws IOException {
        try (var stream = GoldenEventsTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return stream.readAllBytes();
        }
    }
}
