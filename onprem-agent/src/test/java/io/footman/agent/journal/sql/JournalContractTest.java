package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.journal.DueDelivery;
import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.Settlement;
import io.footman.agent.journal.StoredEvent;
import io.footman.agent.model.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every test of the contract needs: a journal on each kind of store, and words to use it. */
@ParameterizedClass
@EnumSource(Stores.Kind.class)
@ExtendWith(Stores.class)
abstract class JournalContractTest {
    @Parameter
    Stores.Kind kind;

    @TempDir
    Path folder;

    final ManualClock clock = new ManualClock();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    JournalSettings.Store store;
    SqlJournal journal;

    @BeforeEach
    void open(Stores.Maker maker) {
        store = maker.make(kind, folder);
        journal = SqlJournal.open(store, clock, registry);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    void restart() {
        journal.close();
        journal = SqlJournal.open(store, clock, registry);
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    Receipt append(Event event) {
        return done(journal.append(List.of(event))).get(0);
    }

    /** Takes an event through intake, enrichment and routing. */
    void route(String eventId, NewDelivery... deliveries) {
        append(Given.event(eventId));
        StoredEvent stored = journal.claimEvents(100, Given.LEASE).stream()
                .filter(event -> event.event().id().equals(eventId))
                .findFirst()
                .orElseThrow();
        done(journal.routed(Given.routing(stored, deliveries)));
    }

    List<String> claimKeys(String destination) {
        return journal.claimDeliveries(destination, 100, Given.LEASE).stream()
                .map(DueDelivery::key)
                .toList();
    }

    DueDelivery claimOne() {
        List<DueDelivery> claimed = journal.claimDeliveries(Given.SLACK, 100, Given.LEASE);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    void delivered(String key, int heldBackTold) {
        done(journal.settle(new Settlement.Delivered(key, "200 OK", heldBackTold)));
    }

    /** The rows of a query as texts, columns joined by "|". */
    List<String> rows(String query) throws SQLException {
        try (Connection connection = Stores.connect(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                result.add(String.join("|", columns));
            }
            return result;
        }
    }

    /** Damages what is stored. */
    void execute(String sql) throws SQLException {
        try (Connection connection = Stores.connect(store);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
