package io.footman.agent.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.footman.agent.journal.sql.JournalSettings.Store;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import io.footman.model.settings.Secret;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A journal that cannot be used refuses the start, naming the key and a remedy. */
@ExtendWith(Stores.class)
class RefusedStartTest {
    @TempDir
    Path folder;

    @Test
    void whenAnotherAgentHasTheFile() {
        JournalSettings.File file = file();
        try (Database first = Database.open(file)) {
            assertThat(first.dialect()).isEqualTo(Dialect.SQLITE);
            Mistake mistake = refusal(file);
            assertThat(mistake.key()).isEqualTo("footman.journal.file");
            assertThat(mistake.problem()).contains("in use by another agent");
        }
        Database.open(file).close();
    }

    @Test
    void whenTheFileIsNoJournal() throws Exception {
        Files.writeString(file().path(), "This is a diary, not a journal. ".repeat(200));

        Mistake mistake = refusal(file());

        assertThat(mistake.key()).isEqualTo("footman.journal.file");
        assertThat(mistake.problem()).contains("is damaged or is no journal");
        assertThat(mistake.remedy()).contains("restore a backup");
    }

    @Test
    void whenTheFileIsDamaged() throws Exception {
        Database.open(file()).close();
        try (RandomAccessFile bytes = new RandomAccessFile(file().path().toFile(), "rw")) {
            bytes.seek(100);
            bytes.write(new byte[16_000]);
        }

        assertThat(refusal(file()).problem()).contains("is damaged or is no journal");
    }

    @Test
    void whenTheFolderCannotBeMade() throws Exception {
        Path obstacle = Files.writeString(folder.resolve("obstacle"), "a file where a folder should be");

        Mistake mistake = refusal(new JournalSettings.File(obstacle.resolve("footman.db")));

        assertThat(mistake.problem()).contains("cannot be written");
        assertThat(mistake.remedy()).contains("service account");
    }

    @Test
    void whenTheFileBelongsToANewerRelease() throws Exception {
        Database.open(file()).close();
        makeNewer(file());

        Mistake mistake = refusal(file());

        assertThat(mistake.key()).isEqualTo("footman.journal.file");
        assertThat(mistake.problem()).contains("newer release");
    }

    @Test
    void whenTheDatabaseBelongsToANewerRelease(Stores.Maker maker) throws Exception {
        Store server = maker.database();
        Database.open(server).close();
        makeNewer(server);

        Mistake mistake = refusal(server);

        assertThat(mistake.key()).isEqualTo("footman.journal.url");
        assertThat(mistake.problem()).contains("newer release");
    }

    @Test
    void whenNoDatabaseAnswers() {
        Mistake mistake = refusal(new JournalSettings.Server(
                "jdbc:postgresql://localhost:1/footman?user=x", Optional.empty(), Optional.of(new Secret("geheim"))));

        assertThat(mistake.key()).isEqualTo("footman.journal.url");
        assertThat(mistake.problem()).contains("localhost:1/footman cannot be reached");
        assertThat(mistake.toString()).doesNotContain("geheim").doesNotContain("user=x");
    }

    @Test
    void whenTheDatabaseDoesNotExist(Stores.Maker maker) {
        JournalSettings.Server server = maker.database();

        Mistake mistake =
                refusal(new JournalSettings.Server(server.url() + "_missing", server.username(), server.password()));

        assertThat(mistake.problem()).contains("does not exist");
        assertThat(mistake.remedy()).contains("Create the database");
    }

    private JournalSettings.File file() {
        return new JournalSettings.File(folder.resolve("footman.db"));
    }

    private static Mistake refusal(Store store) {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class, () -> Database.open(store).close());
        assertThat(refused).isNotNull();
        assertThat(refused.mistakes()).hasSize(1);
        return refused.mistakes().get(0);
    }

    private static void makeNewer(Store store) throws Exception {
        try (Connection connection = Stores.connect(store);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                            + " checksum, installed_by, execution_time, success)"
                            + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'later', 1, true)");
        }
    }
}
