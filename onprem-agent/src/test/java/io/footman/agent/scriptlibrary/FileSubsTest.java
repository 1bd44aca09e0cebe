package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "Windows takes few of these names")
class FileSubsTest {
    /** Without what no file may be called: path separators, control characters, and %23, which Butler's subs write for #. */
    private static final List<String> NAMES = NastyValues.NAMES.stream()
            .map(name -> name.replaceAll("[/\\\\\\p{Cntrl}]", "").replace("%23", ""))
            .filter(name -> !name.isEmpty())
            .toList();

    private Path in;
    private Path out;
    private Path qvd;
    private RestFixture agent;
    private LoadScript script;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path root = folder.toRealPath();
        in = Files.createDirectories(root.resolve("in"));
        out = Files.createDirectories(root.resolve("out"));
        qvd = Files.createDirectories(root.resolve("qvd"));
        agent = RestFixture.start(root, """
                rate-limit: 0
                endpoints: [fileCopy, fileMove, fileDelete, createDir, createDirQVD, getDiskSpace]
                files:
                  copy: [{ from: "%1$s", to: "%2$s" }]
                  move: [{ from: "%1$s", to: "%2$s" }]
                  delete: ["%2$s"]
                  create: ["%2$s"]
                  qvd: "%3$s"
                """.formatted(in, out, qvd));
        script = new LoadScript(agent.port());
    }

    @AfterEach
    void stop() {
        script.close();
        agent.close();
    }

    @Test
    void filesOfAnyNameAreCopiedMovedAndDeleted() throws IOException {
        for (String name : NAMES) {
            Path source = Files.writeString(in.resolve(name), name);

            script.call("CopyFile", source.toString(), out + "\\copied " + name, "true", "");
            assertThat(out.resolve("copied " + name)).hasContent(name);

            script.call("MoveFile", source.toString(), out + "/" + name, "false");
            assertThat(out.resolve(name)).hasContent(name);
            assertThat(source).doesNotExist();

            script.call("DeleteFile", out + "\\" + name);
            assertThat(out.resolve(name)).doesNotExist();
        }
    }

    @Test
    void flagsMayBeTextsOrWhatTheScriptsFunctionsGive() throws IOException {
        Path source = Files.writeString(in.resolve("a.qvd"), "new");
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Path target = Files.writeString(out.resolve("a.qvd"), "old");

        script.call("CopyFile", source.toString(), target.toString(), "false", "true");
        assertThat(target).hasContent("old");
        assertThat(script.variable("vFootmanCopied")).isEqualTo("false");
        script.call("CopyFile", source.toString(), target.toString(), 0L, 0L);
        assertThat(target).hasContent("old");

        script.call("CopyFile", source.toString(), target.toString(), -1L, -1L);
        assertThat(target).hasContent("new");
        assertThat(script.variable("vFootmanCopied")).isEqualTo("true");
        assertThat(Files.getLastModifiedTime(target).toInstant()).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void foldersOfAnyNameAreCreated() {
        for (String name : NAMES) {
            script.call("CreateDir", out + "\\" + name + "\\inner");
            script.call("CreateDirQVD", name + "\\inner");

            assertThat(out.resolve(name).resolve("inner")).isDirectory();
            assertThat(qvd.resolve(name).resolve("inner")).isDirectory();
        }
    }

    @Test
    void tellsTheSpaceOfADiskInBytes() {
        script.call("GetDiskSpace", in + "\\", "vAvailable", "vTotal", "vFree");

        assertThat(Long.parseLong(script.variable("vTotal")))
                .isEqualTo(in.toFile().getTotalSpace());
        assertThat(Long.parseLong(script.variable("vAvailable")))
                .isPositive()
                .isLessThanOrEqualTo(Long.parseLong(script.variable("vFree")));

        script.callSmallest("GetDiskSpace", in.toString(), "vAvailable");
    }
}
