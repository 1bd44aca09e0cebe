package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.footman.agent.rest.Scope;
import io.footman.model.settings.Secret;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyFileTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private Path path;
    private ApiKeyFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("data/api-keys.json");
        file = new ApiKeyFile(path);
    }

    @Test
    void findsAKeyByItsTextAndByNothingElse() {
        ApiKeyFile.Created created = create("etl");
        String text = created.text().reveal();

        assertThat(file.read().find(created.text())).contains(created.key());
        assertThat(file.read().find(new Secret(text.toUpperCase(java.util.Locale.ROOT))))
                .isEmpty();
        assertThat(file.read().find(new Secret(text + " "))).isEmpty();
        assertThat(file.read().find(new Secret(text.substring(0, text.length() - 1))))
                .isEmpty();
        assertThat(file.read().find(new Secret(created.key().digest().hex()))).isEmpty();
        assertThat(file.read().find(new Secret(""))).isEmpty();
    }

    @Test
    void keepsADigestAndNotTheKey() throws IOException {
        String text = create("etl").text().reveal();

        assertThat(text).startsWith("fmk_").hasSize(47);
        assertThat(Files.readString(path))
                .contains("\"etl\"")
                .doesNotContain(text)
                .doesNotContain(text.substring(4));
    }

    @Test
    void onlyItsOwnerReadsTheFile() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        create("etl");
        create("other");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(Files.getOwner(path)).isEqualTo(Files.getOwner(folder));
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("api-keys.json", "api-keys.json.lock");
        }
    }

    @Test
    void aKeyExpiresAtItsTime() {
        ApiKey key = file.create(
                        "etl", Set.of(Scope.FILES), Optional.of(Duration.ofDays(90)), CLOCK, new SecureRandom())
                .key();

        assertThat(file.read().list()).containsExactly(key);
        assertThat(key.expires()).contains(Instant.parse("2027-02-18T12:00:00Z"));
        assertThat(key.expired(Instant.parse("2027-02-18T11:59:59Z"))).isFalse();
        assertThat(key.expired(Instant.parse("2027-02-18T12:00:00Z"))).isTrue();
    }

    @Test
    void aNameIsOneKeysAlone() {
        ApiKeyFile.Created first = create("etl");

        assertThatThrownBy(() -> create("etl"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is a key called etl already");
        assertThatThrownBy(() -> create(first.key().id())).isInstanceOf(IllegalArgumentException.class);
        assertThat(file.read().list()).containsExactly(first.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "../etc", "-x", "ä", "a\u0000"})
    void aNameThatCouldDisturbALogIsRefused(String name) {
        assertThatThrownBy(() -> create(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(path).doesNotExist();
    }

    @Test
    void revokesByNameAndById() {
        create("a");
        ApiKeyFile.Created second = create("b");
        ApiKeyFile.Created third = create("c");

        assertThat(file.revoke("a")).isTrue();
        assertThat(file.revoke(second.key().id())).isTrue();
        assertThat(file.revoke("a")).isFalse();

        assertThat(file.read().list()).containsExactly(third.key());
    }

    @Test
    void commandsAtTheSameTimeLoseNoKey() throws Exception {
        ExecutorService commands = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "key-" + i;
                all.add(commands.submit(() -> createPatiently(name)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            commands.shutdownNow();
        }

        assertThat(file.read().list()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"version\":2,\"keys\":[]}",
                "{\"version\":1,\"keys\":{}}",
                "{\"version\":1,\"keys\":[]} x",
                "{\"version\":1,\"keys\":[],\"keys\":[]}",
                "{\"version\":1,\"keys\":[{}]}",
                "{\"version\":1,\"keys\":[KEY,KEY]}",
                "{\"version\":1,\"keys\":[{\"id\":\"1\",\"name\":\"a\",\"scopes\":[],\"sha256\":\"DIGEST\",\"created\":\"TIME\"}]}",
                "{\"version\":1,\"keys\":[{\"id\":\"1\",\"name\":\"a\",\"scopes\":[\"root\"],\"sha256\":\"DIGEST\",\"created\":\"TIME\"}]}",
                "{\"version\":1,\"keys\":[{\"id\":\"1\",\"name\":\"a\",\"scopes\":[\"files\"],\"sha256\":\"\",\"created\":\"TIME\"}]}",
                "{\"version\":1,\"keys\":[{\"id\":\"1\",\"name\":\"a\",\"scopes\":[\"files\"],\"sha256\":\"DIGEST\",\"created\":\"TIME\",\"expires\":\"soon\"}]}",
                "{\"version\":1,\"keys\":[{\"id\":\"1\",\"name\":\"a\",\"scopes\":[\"files\"],\"sha256\":\"DIGEST\",\"created\":\"TIME\",\"expires\":null}]}",
            })
    void aDamagedFileIsNotReadInPart(String content) throws IOException {
        String key = "{\"id\":\"1\",\"name\":\"a\",\"scopes\":[\"files\"],\"sha256\":\"DIGEST\",\"created\":\"TIME\"}";
        String text = content.replace("KEY", key).replace("DIGEST", DIGEST).replace("TIME", NOW.toString());
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);

        assertThatThrownBy(file::read)
                .isInstanceOf(ApiKeyFileException.class)
                .hasMessageContaining("api-keys.json is damaged")
                .hasMessageNotContaining(DIGEST);
        assertThatThrownBy(() -> create("new")).isInstanceOf(ApiKeyFileException.class);
        assertThat(Files.readString(path)).isEqualTo(text);
    }

    private ApiKeyFile.Created create(String name) {
        return file.create(name, Set.of(Scope.FILES, Scope.TASKS), Optional.empty(), CLOCK, new SecureRandom());
    }

    /** Within one process Java refuses to wait for a lock; two commands are two processes. */
    private void createPatiently(String name) {
        while (true) {
            try {
                create(name);
                return;
            } catch (java.nio.channels.OverlappingFileLockException e) {
                Thread.onSpinWait();
            }
        }
    }
}
