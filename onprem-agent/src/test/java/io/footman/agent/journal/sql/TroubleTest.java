package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footman.agent.journal.Journal.Receipt;
import io.footman.agent.journal.JournalUnavailableException;
import io.footman.agent.journal.KeyValueLimits;
import io.footman.agent.journal.KeyValueStore.Lookup;
import io.footman.model.settings.Secret;
import io.footman.testkit.TcpProxy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Writes that fail: nothing is acknowledged, the cause is told, and it heals by itself. */
@ExtendWith(Stores.class)
class TroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final KeyValueLimits KEY_VALUES = new KeyValueLimits(2, 3, 20, 30, 100);
    private final ManualClock clock = new ManualClock();

    @Test
    void refusesToAcknowledgeWhileTheDiskIsFullAndHealsWhenThereIsSpace(@TempDir Path folder) {
        // SQLite itself reports the full disk: the file may not grow beyond these pages.
        AtomicLong mostPages = new AtomicLong(100);
        Database database = Database.open(
                new JournalSettings.File(folder.resolve("footman.db")), source -> limited(source, mostPages));
        try (SqlJournal journal = SqlJournal.open(database, clock, new SimpleMeterRegistry())) {
            List<String> acknowledged = new ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; ; i++) {
                            append(journal, "e" + i);
                            acknowledged.add("e" + i);
                        }
                    })
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("the disk is full. Free disk space");
            assertThat(acknowledged).isNotEmpty();
            assertThat(journal.trouble()).get().asString().contains("the disk is full");

            mostPages.set(100_000);

            String refused = "e" + acknowledged.size();
            await("the refused one was not stored, and now it is")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(CompletionException.class)
                    .until(() -> append(journal, refused) == Receipt.STORED);
            assertThat(journal.trouble()).isEmpty();
            assertThat(acknowledged)
                    .allSatisfy(id -> assertThat(append(journal, id)).isEqualTo(Receipt.DUPLICATE));
        }
    }

    @Test
    void tellsThatTheDatabaseIsGoneAndGoesOnWhenItIsBack(Stores.Maker maker) throws Exception {
        JournalSettings.Server server = maker.database();
        URI address = URI.create(server.url().substring("jdbc:".length()));
        TcpProxy proxy = new TcpProxy(address.getPort());
        JournalSettings.Server behindProxy = new JournalSettings.Server(
                "jdbc:postgresql://localhost:" + proxy.port() + address.getPath(),
                Optional.of("postgres"),
                Optional.of(new Secret("postgres")));
        try (SqlJournal journal = SqlJournal.open(behindProxy, clock, new SimpleMeterRegistry())) {
            append(journal, "before");
            proxy.cut();
            assertThatThrownBy(() -> append(journal, "during"))
                    .hasCauseInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("cannot be reached");
            assertThat(journal.trouble()).isPresent();

            await().atMost(PATIENCE).until(() -> journal.trouble().isEmpty());

            assertThat(append(journal, "before")).isEqualTo(Receipt.DUPLICATE);
            assertThat(append(journal, "during")).isEqualTo(Receipt.STORED);
        } finally {
            proxy.close();
        }
    }

    @Test
    void refusesReadsOfKeyValuesAtOnceWhileTheDatabaseIsGone(Stores.Maker maker) {
        JournalSettings.Server server = maker.database();
        URI address = URI.create(server.url().substring("jdbc:".length()));
        TcpProxy proxy = new TcpProxy(address.getPort());
        JournalSettings.Server behindProxy = new JournalSettings.Server(
                "jdbc:postgresql://localhost:" + proxy.port() + address.getPath(),
                Optional.of("postgres"),
                Optional.of(new Secret("postgres")));
        try (SqlJournal journal = SqlJournal.open(behindProxy, clock, new SimpleMeterRegistry());
                SqlKeyValueStore values =
                        new SqlKeyValueStore(journal.database(), journal.writer(), KEY_VALUES, clock)) {
            proxy.close();
            assertThatThrownBy(() -> append(journal, "during")).hasMessageContaining("cannot be reached");

            CompletableFuture<Lookup> read = values.get("ns", "k").toCompletableFuture();

            assertThat(read).isCompletedExceptionally();
            assertThatThrownBy(read::join)
                    .hasCauseInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("cannot be reached");
        } finally {
            proxy.close();
        }
    }

    @Test
    void refusesCallsAfterItWasClosed(@TempDir Path folder) {
        SqlJournal journal = SqlJournal.open(
                new JournalSettings.File(folder.resolve("footman.db")), clock, new SimpleMeterRegistry());
        journal.close();

        assertThatThrownBy(() -> append(journal, "late")).hasCauseInstanceOf(JournalUnavailableException.class);
        assertThatThrownBy(() -> journal.claimEvents(1, Given.LEASE)).isInstanceOf(JournalUnavailableException.class);
        assertThatThrownBy(journal::backlog).isInstanceOf(JournalUnavailableException.class);
    }

    private static Receipt append(SqlJournal journal, String id) {
        return journal.append(List.of(Given.event(id)))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    private static DataSource limited(DataSource source, AtomicLong mostPages) {
        return (DataSource) Proxy.newProxyInstance(
                TroubleTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(source, arguments);
                    if (result instanceof Connection connection) {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("PRAGMA max_page_count = " + mostPages.get());
                        }
                    }
                    return result;
                });
    }
}
