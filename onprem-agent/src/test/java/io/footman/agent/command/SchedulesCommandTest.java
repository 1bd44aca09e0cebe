package io.footman.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.qlik.repository.FakeCertificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user sees of the command that imports schedules. */
class SchedulesCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void configure() throws IOException {
        FakeCertificates.create(folder.resolve("certs"));
        Files.writeString(folder.resolve("footman.yml"), """
                footman:
                  journal: { file: journal.db }
                  qlik-sense: { repository: "https://localhost:1", certificates: certs }
                  rest: { port: 0, schedules: {} }
                """);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("nofile.yaml"))
                .isEqualTo(new Outcome(
                        1,
                        folder.resolve("nofile.yaml")
                                + ": there is no such file. Give the path of Butler's schedule.yaml\n"));
    }

    @Test
    void aFolderIsNamed() {
        assertThat(run("certs"))
                .isEqualTo(
                        new Outcome(1, folder.resolve("certs") + ": is a folder. Give Butler's schedule.yaml in it\n"));
    }

    @Test
    void whatIsNoYamlIsToldInOneLine() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "butlerSchedule:\n  - id: [1, 2\n  name: }\n");
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        Outcome bad = run("bad.yaml");
        Outcome binary = run("binary.yaml");

        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.output().lines()).hasSize(1);
        assertThat(bad.output()).contains("bad.yaml: The file is no YAML: ", "in line 3", "Give the file");
        assertThat(binary.exitCode()).isEqualTo(1);
        assertThat(binary.output().lines()).hasSize(1);
        assertThat(binary.output()).contains("binary.yaml: is no text in UTF-8");
    }

    @Test
    void whileTheAgentRunsItTellsToStopIt() throws IOException {
        Files.writeString(folder.resolve("schedule.yaml"), "butlerSchedule: []\n");

        try (FileChannel channel = FileChannel.open(
                        folder.resolve("journal.db.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(run("schedule.yaml"))
                    .isEqualTo(new Outcome(
                            1,
                            "The agent is running and has the journal file. Stop it, import again, then start it\n"));
        }
        assertThat(run("schedule.yaml").exitCode()).isZero();
    }

    private Outcome run(String file) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exitCode = new CommandLine(new FootmanCommand())
                .setExecutionExceptionHandler(new Complaint())
                .setOut(writer)
                .setErr(writer)
                .execute(
                        "schedules",
                        "import",
                        folder.resolve(file).toString(),
                        "--config",
                        folder.resolve("footman.yml").toString());
        writer.flush();
        return new Outcome(exitCode, output.toString().replace(System.lineSeparator(), "\n"));
    }

    private record Outcome(int exitCode, String output) {}
}
