package io.footman.agent.rest.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.footman.agent.rest.RestFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one: whether its scripts can live with what the policy lets them load. */
class DocumentationInBrowserTest {
    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    @TempDir
    Path folder;

    @Test
    void showsTheEndpointsAndWantsNothingFromElsewhere() throws Exception {
        List<Path> browsers = BROWSERS.stream().filter(Files::isExecutable).toList();
        assumeTrue(!browsers.isEmpty(), "there is no Chromium on this machine");

        try (RestFixture agent = RestFixture.start(folder, "endpoints: [documentation, butlerping]")) {
            Path page = folder.resolve("page.html");
            Path console = folder.resolve("console.log");
            visit(browsers.get(0), "http://127.0.0.1:" + agent.port() + "/documentation", page, console);

            assertThat(page).content().contains("Is anybody there?", "/v4/butlerping");
            assertThat(console).content().doesNotContain("Content Security Policy", "CONSOLE");
        }
    }

    private void visit(Path browser, String address, Path page, Path console) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--enable-logging=stderr",
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        address)
                .redirectOutput(page.toFile())
                .redirectError(console.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
