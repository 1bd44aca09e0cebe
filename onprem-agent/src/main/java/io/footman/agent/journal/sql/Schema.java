package io.footman.agent.journal.sql;

import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables to the form this release knows. */
final class Schema {
    private Schema() {}

    /** @throws InvalidSettingsException when a newer release has changed the tables already */
    static void bringUpToDate(DataSource source, String key) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load();
        boolean newer = Stream.of(flyway.info().applied())
                .map(MigrationInfo::getState)
                .anyMatch(state -> state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED);
        if (newer) {
            throw new InvalidSettingsException(List.of(new Mistake(
                    key,
                    "was written by a newer release of Footman",
                    "Start that release or a later one, or restore the backup made before the update")));
        }
        flyway.migrate();
    }
}
