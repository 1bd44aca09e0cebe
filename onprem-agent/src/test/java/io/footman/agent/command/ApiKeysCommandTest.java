package io.footman.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user sees of the command that looks after API keys. */
class ApiKeysCommandTest {
    @TempDir
    Path folder;

    @Test
    void aKeyIsShownWhenItIsMadeAndNeverAgain() throws IOException {
        configure("access: { api-keys: data/api-keys.json }");

        Outcome made = run("create", "--name", "etl", "--scopes", "files,tasks", "--expires", "90d");

        String key = made.output().lines().reduce((one, next) -> next).orElseThrow();
        assertThat(made.exitCode()).isZero();
        assertThat(key).matches("fmk_[A-Za-z0-9_-]{43}");
        assertThat(made.output()).contains("Key etl").contains("files,tasks").contains("expires 20");
        assertThat(folder.resolve("data/api-keys.json")).isRegularFile();
        assertThat(run("list").output())
                .contains("etl")
                .contains("files,tasks")
                .contains("1 key in ")
                .doesNotContain(key);
    }

    @Test
    void aRevokedKeyIsGone() throws IOException {
        configure("access: { api-keys: keys.json }");
        run("create", "--name", "etl", "--scopes", "all");

        assertThat(run("revoke", "etl")).isEqualTo(new Outcome(0, "etl  is revoked\n"));

        assertThat(run("list").output()).contains("0 keys in ");
        assertThat(run("revoke", "etl")).isEqualTo(new Outcome(1, "etl  is no key\n"));
    }

    @Test
    void wrongScopesAndDurationsAreNamed() throws IOException {
        configure("access: { api-keys: keys.json }");

        assertThat(run("create", "--name", "a", "--scopes", "files,root").output())
                .contains("--scopes holds \"root\", which is no scope. Choose from info, files");
        assertThat(run("create", "--name", "a", "--scopes", "files", "--expires", "soon")
                        .output())
                .contains("--expires is not a duration");
        assertThat(run("create", "--name", "a b", "--scopes", "files").exitCode())
                .isEqualTo(1);
        assertThat(folder.resolve("keys.json")).doesNotExist();
    }

    @Test
    void aDamagedFileIsNotTouched() throws IOException {
        configure("access: { api-keys: keys.json }");
        Files.writeString(folder.resolve("keys.json"), "{");

        Outcome outcome = run("create", "--name", "a", "--scopes", "files");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("keys.json is damaged").doesNotContain("\tat ");
        assertThat(folder.resolve("keys.json")).hasContent("{");
    }

    @Test
    void asksForTheKeysFileWhereThereIsNone() throws IOException {
        configure("access: { allowed-addresses: [127.0.0.1] }");

        Outcome outcome = run("list");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("footman.rest.access.api-keys: is missing");
    }

    private void configure(String access) throws IOException {
        Files.writeString(
                folder.resolve("footman.yml"),
                "footman:\n  journal: { file: journal.db }\n  rest:\n    endpoints: [butlerping]\n    " + access
                        + "\n");
    }

    private Outcome run(String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        String[] line = new String[arguments.length + 3];
        line[0] = "api-keys";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        line[line.length - 2] = "--config";
        line[line.length - 1] = folder.resolve("footman.yml").toString();
        int exitCode = new CommandLine(new FootmanCommand())
                .setExecutionExceptionHandler(new Complaint())
                .setOut(writer)
                .setErr(writer)
                .execute(line);
        writer.flush();
        return new Outcome(exitCode, output.toString().replace(System.lineSeparator(), "\n"));
    }

    private record Outcome(int exitCode, String output) {}
}
