package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.StoredEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    @Test
    void removesWhatIsOlderThanConfigured(@TempDir Path folder) {
        ManualClock clock = new ManualClock();
        JournalSettings.File store = new JournalSettings.File(folder.resolve("footman.db"));
        JournalSettings settings = new JournalSettings(store, Duration.ofDays(8), 1L << 30);
        try (SqlJournal journal = SqlJournal.open(store, clock, new SimpleMeterRegistry())) {
            journal.append(List.of(Given.event("a"))).toCompletableFuture().join();
            StoredEvent stored = journal.claimEvents(1, Given.LEASE).get(0);
            journal.routed(Given.routing(stored)).toCompletableFuture().join();
            clock.advance(Duration.ofDays(8).plusMillis(1));

            new Pruning(journal, settings).prune();

            await().until(() -> journal.append(List.of(Given.event("a")))
                            .toCompletableFuture()
                            .join()
                            .get(0)
                    == Receipt.STORED);
            assertThat(journal.backlog().events()).isEqualTo(1);
        }
    }
}
