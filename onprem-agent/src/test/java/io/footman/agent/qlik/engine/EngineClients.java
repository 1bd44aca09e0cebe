package io.footman.agent.qlik.engine;

import io.footman.agent.qlik.repository.SenseSettings;
import io.footman.agent.time.Alarms;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** Clients of a fake engine, for tests of what stands above them. */
public final class EngineClients {
    private EngineClients() {}

    /** @param certificates the folder that the engine's certificates were exported to */
    public static EngineClient of(
            FakeEngine engine, Path certificates, Clock clock, Alarms alarms, MeterRegistry meters) {
        Settings section = Settings.of(
                "footman.qlik-sense",
                Map.of(
                        "repository", "https://localhost:4242",
                        "engine", engine.url(),
                        "certificates", certificates.toString()));
        SenseSettings sense = SenseSettings.read(section, Clock.systemUTC());
        return new EngineClient(
                sense.name(),
                EngineSettings.read(section, sense.repository()).orElseThrow(),
                clock,
                new Random(),
                alarms,
                meters);
    }
}
