package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long history costs the rooms nothing: their queries read by index, in index order. */
class IndexUseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                Events.WAITING,
                Events.FREE_LEASES,
                Deliveries.FREE_LEASES,
                RateLimits.FREE_ALL,
                KeyValues.REMOVE_EXPIRED,
                History.REMOVE_LIMITS,
                DeliveryClaims.DUE,
                Overview.NEXT_DUE,
                Overview.NEXT_DESTINATION,
                Overview.EVENTS,
                Overview.DELIVERIES,
                Overview.DEAD_LETTERS,
                Overview.LIST_DEAD_LETTERS,
                Overview.DEAD_EVENTS,
                Overview.LIST_DEAD_EVENTS,
                Progress.EVENT,
                Progress.BODY,
                History.OLDEST,
                History.FORGOTTEN
            })
    void readsNoHistory(String query, @TempDir Path folder) {
        try (Database database = Database.open(new JournalSettings.File(folder.resolve("footman.db")))) {
            List<String> plan = database.read(
                    sql -> sql.list("EXPLAIN QUERY PLAN " + query.replace("?", "1"), row -> row.getString("detail")));

            assertThat(plan).allSatisfy(step -> {
                assertThat(step).doesNotContain("TEMP B-TREE");
                if (step.startsWith("SCAN")) {
                    assertThat(step)
                            .as("an index of what still waits, or of dead letters")
                            .contains("INDEX");
                }
            });
        }
    }
}
