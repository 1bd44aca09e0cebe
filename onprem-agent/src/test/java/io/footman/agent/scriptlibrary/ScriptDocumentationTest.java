package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.rest.Endpoint;
import io.footman.agent.scriptlibrary.QlikScript.Statement;
import io.footman.agent.scriptlibrary.QlikScript.Sub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What qlik/README.md shows must be well formed, and show every sub. */
class ScriptDocumentationTest {
    private static final Pattern SNIPPET = Pattern.compile("(?s)```qlik\\n(.*?)```");
    private static final Pattern FLAGS = Pattern.compile("endpoints: \\[([^\\]]+)]");
    private static final Pattern CALLED = Pattern.compile("(?is)CALL\\s+(\\w+).*");

    private final QlikScript library = QlikScript.read(CallTemplatesTest.LIBRARY);
    private final String page;

    ScriptDocumentationTest() throws IOException {
        page = Files.readString(Path.of("../qlik/README.md"));
    }

    @Test
    void examplesCallSubsThatExistWithParametersTheyHave() {
        for (String snippet : snippets()) {
            ScriptLibraryLintTest.callsFit(
                    QlikScript.of(snippet.replaceAll(" +\\n", "\n")).outside(), library);
        }
    }

    @Test
    void thereIsAnExampleForEachSub() {
        Set<String> shown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String snippet : snippets()) {
            for (Statement statement : QlikScript.of(snippet).outside()) {
                CALLED.matcher(statement.text()).results().forEach(call -> shown.add(call.group(1)));
            }
        }
        Set<String> offered = library.subs().stream()
                .map(Sub::name)
                .filter(name -> !name.startsWith("Footman"))
                .collect(Collectors.toSet());

        assertThat(shown).containsAll(offered);
    }

    /** The tests beside this one send what a sub builds; none may be forgotten. */
    @Test
    void everySubThatCallsFootmanIsSentInATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/footman/agent/scriptlibrary"))) {
            for (Path file : files.filter(file -> file.toString().endsWith("SubsTest.java"))
                    .toList()) {
                tests.append(Files.readString(file));
            }
        }

        assertThat(library.subs().stream()
                        .filter(sub ->
                                sub.body().stream().anyMatch(line -> line.text().contains("FootmanRequest")))
                        .map(Sub::name))
                .isNotEmpty()
                .allMatch(name -> tests.indexOf("(\"" + name + "\"") > 0);
    }

    @Test
    void namesEndpointsThatThereAre() {
        List<String> flags = FLAGS.matcher(page)
                .results()
                .flatMap(found -> List.of(found.group(1).split("\\s*,\\s*")).stream())
                .toList();

        assertThat(flags)
                .isNotEmpty()
                .allSatisfy(flag -> assertThat(Endpoint.of(flag)).as(flag).isPresent());
    }

    private List<String> snippets() {
        List<String> snippets = SNIPPET.matcher(page)
                .results()
                .map((MatchResult snippet) -> snippet.group(1))
                .toList();
        assertThat(snippets).isNotEmpty();
        return snippets;
    }
}
