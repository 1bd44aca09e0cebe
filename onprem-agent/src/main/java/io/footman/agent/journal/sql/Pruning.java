package io.footman.agent.journal.sql;

import io.footman.agent.journal.Journal;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the history within the configured age and size. */
@Singleton
public class Pruning {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);

    private final Journal journal;
    private final JournalSettings settings;

    Pruning(Journal journal, JournalSettings settings) {
        this.journal = journal;
        this.settings = settings;
    }

    /** Prunes once; whoever runs the agent calls this regularly. A failure is logged, the next round tries again. */
    public void prune() {
        CompletionStage<Integer> pruned = journal.prune(settings.keep(), settings.keepSize());
        pruned.whenComplete((removed, failure) -> {
            if (failure != null) {
                LOG.warn("event=journal-prune-failed reason=\"{}\"", failure.getMessage());
            } else if (removed > 0) {
                LOG.info("event=journal-pruned events={}", removed);
            }
        });
    }
}
