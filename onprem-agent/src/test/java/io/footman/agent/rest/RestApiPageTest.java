package io.footman.agent.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page {@code docs/rest-api.md}, by which operators decide what to switch on. */
class RestApiPageTest {
    private static final Path DOCS = Path.of("docs");

    @ParameterizedTest
    @EnumSource
    void namesEachSwitchWithItsScope(Endpoint endpoint) throws IOException {
        String row = Files.readString(DOCS.resolve("rest-api.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + endpoint.flag() + "` |"))
                .findFirst()
                .orElse("");

        assertThat(row).contains("| " + endpoint.scope().label() + " |");
    }

    @Test
    void leadsToEachPageAboutTheApi() throws IOException {
        String index = Files.readString(DOCS.resolve("rest-api.md"));
        try (Stream<Path> pages = Files.list(DOCS.resolve("rest"))) {
            assertThat(pages)
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(index).contains("(rest/" + page.getFileName()));
        }
    }
}
