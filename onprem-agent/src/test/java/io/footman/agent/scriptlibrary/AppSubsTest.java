package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.engine.FakeEngine;
import io.footman.agent.qlik.engine.FakeEngineApp;
import io.footman.agent.qlik.repository.FakeQrs;
import io.footman.agent.qlik.repository.FakeSite;
import io.footman.agent.rest.RestFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppSubsTest {
    private static final String SALES = "31ee79a6-0949-4175-ba0e-1866a60e3336";

    @TempDir
    Path folder;

    private FakeQrs qrs;
    private FakeEngine engine;
    private RestFixture agent;
    private LoadScript script;

    @BeforeEach
    void start() {
        qrs = FakeQrs.start(folder.resolve("certs"));
        engine = FakeEngine.start(qrs.certificates()).add(FakeEngineApp.of(SALES, "Försäljning \"€\""));
        agent = RestFixture.start(folder, "rate-limit: 0\nendpoints: [senseAppReload, senseListApps]", """
                qlik-sense: { repository: "%s", engine: "wss://localhost:%d", certificates: certs }
                start-tasks: { allow: { task-ids: ["*"] } }
                """.formatted(
                        qrs.url(), engine.port()));
        script = new LoadScript(agent.port()).mayLack("message");
    }

    @AfterEach
    void stop() {
        script.close();
        agent.close();
        engine.close();
        qrs.close();
        assertThat(engine.wrongCalls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "true | 2 | mode=2 partial=true",
                "false | 0 | mode=0 partial=false",
                "~~ | ~~ | mode=0 partial=false",
            })
    void reloadsAnAppAndWaitsForTheResult(String partial, String mode, String reloaded) {
        String tasks = "[\"" + FakeSite.RELOAD_TASK + "\", \"" + FakeSite.PROGRAM_TASK + "\"]";

        script.call("ReloadSenseApp", SALES, partial, mode, tasks, "", "vReload");
        String reload = script.variable("vReload");
        script.call("WaitForReload", reload, 900L, "vEnd");

        assertThat(script.variable("vEnd")).isEqualTo("succeeded");
        assertThat(engine.happened(SALES)).contains("reloaded " + reloaded);
        assertThat(agent.get("/v4/app/reload/" + reload).body()).contains(FakeSite.RELOAD_TASK, FakeSite.PROGRAM_TASK);
    }

    @Test
    void listsApps() {
        assertThat(LoadScript.json(script.call("ListSenseApps", "Apps").get(0).body())
                        .at("/0/name")
                        .asText())
                .isEqualTo("Försäljning \"€\"");
    }
}
