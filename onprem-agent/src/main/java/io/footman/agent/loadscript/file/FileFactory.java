package io.footman.agent.loadscript.file;

import io.footman.agent.file.FileLane;
import io.footman.agent.file.FileOperations;
import io.footman.agent.file.FileSettings;
import io.footman.agent.rest.RestSettings;
import io.footman.model.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Composes the file service. */
@Factory
@Requires(property = "entrance.rest")
final class FileFactory {
    @Singleton
    FilePart part(Settings footman, RestSettings rest) {
        return new FilePart(FileSettings.read(footman), rest);
    }

    @Singleton
    @Bean(preDestroy = "close")
    FileService service(FilePart part, MeterRegistry metrics) {
        FileSettings settings = part.settings();
        return new FileService(
                FileOperations.of(settings, new SecureRandom()),
                new FileLane("transfers", settings.concurrency(), settings.waitAtMost()),
                new FileLane("operations", settings.concurrency(), settings.waitAtMost()),
                metrics);
    }
}
