package io.footman.agent.destination.scriptlog;

import io.footman.agent.destination.Destination;
import io.footman.agent.destination.DestinationType;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes destinations that write script logs to disk. */
@Singleton
public final class ScriptLogType implements DestinationType {
    private final MeterRegistry meters;
    private final Clock clock;

    public ScriptLogType(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "script-log";
    }

    @Override
    public Destination read(String destinationName, Settings section, Settings root) {
        LogFilesSettings settings = LogFilesSettings.read(section);
        LogFolder folder = new LogFolder(settings.directory());
        return new ScriptLogDestination(
                settings, folder, new Retention(destinationName, folder, settings, meters), clock);
    }
}
