package io.footman.agent.scriptlibrary;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.scriptlibrary.QlikScript.Statement;
import io.footman.agent.scriptlibrary.QlikScript.Sub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the library's text without a Qlik engine: it is well formed, and names only what there is. */
class ScriptLibraryLintTest {
    private static final Pattern CALL = Pattern.compile("(?is)CALL\\s+(\\w+)\\s*(?:\\((.*)\\))?");
    private static final Pattern ASSIGNED = Pattern.compile("(?is)(?:LET|SET|FOR)\\s+(\\w+)\\s*=.*");
    private static final Pattern CLEARED = Pattern.compile("(?is)SET\\s+(\\w+)\\s*=");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern EXPANDED = Pattern.compile("\\$\\((\\w+)");
    private static final Pattern VARIABLE = Pattern.compile("\\bv[A-Z]\\w*");

    /** What the load script around the library may set. */
    private static final Set<String> GIVEN =
            Set.of("vButlerHost", "vButlerPort", "vFootmanGet", "vFootmanPost", "vFootmanApiKey");

    /** What the library leaves behind for the load script. */
    private static final Set<String> LEFT = Set.of(
            "vFootmanOk",
            "vFootmanMessageId",
            "vFootmanCopied",
            "vFootmanStarted",
            "vFootmanNotStarted",
            "vFootmanReason",
            "Verbatim",
            "vFootmanUtf8");

    private final QlikScript library = QlikScript.read(CallTemplatesTest.LIBRARY);

    /** Names and parameters of Butler's subs (Qlik load script §5) and of the classic files (§3). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "NiceTrace | vMsg",
                "ButlerInit | -",
                "InitButler | -",
                "GetEnabledButlerAPIEndpoints | vResultTable",
                "ReloadSenseApp | vAppId, vPartialReload, vReloadMode, vStartQSEoWTaskOnSuccess, vStartQSEoWTaskOnFailure",
                "StartTask | vTaskId, vTaskIdTable, vTagTable, vCustomPropertyTable, vKeyValueStoreTable",
                "StartTask_KeyValue | vTaskId, vNamespace, vKey, vValue, vTTL",
                "CopyFile | vSource, vDest, vOverwrite, vPreserveTimestamp",
                "MoveFile | vSource, vDest, vOverwrite",
                "DeleteFile | vFile",
                "CreateDir | vDir",
                "CreateDirQVD | vDir",
                "AddKeyValue | vNamespace, vKey, vValue, vTimeToLive",
                "GetKeyValue | vNamespace, vKey, vResultVarName",
                "DeleteKeyValue | vNamespace, vKey",
                "ExistsKeyValue | vNamespace, vKey, vResultVarName",
                "DeleteKeyValueNamespace | vNamespace",
                "GetKeyValueNamespaces | vResultTableName",
                "GetAllKeysInNamespace | vResultTable, vNamespace",
                "PostToMQTT | vTopic, vMessage",
                "PostToSlack | vToSlackChannel, vFromUser, vMessage, vEmoji"
            })
    void hasTheSubsOfThePredecessor(String name, String parameters) {
        assertThat(library.sub(name)).as(name).isPresent();
        List<String> expected = parameters == null ? List.of() : List.of(parameters.split("\\s*,\\s*"));

        assertThat(library.sub(name).orElseThrow().parameters()).startsWith(expected.toArray(String[]::new));
    }

    @Test
    void controlStatementsAreBalanced() {
        for (Sub sub : library.subs()) {
            Deque<String> open = new ArrayDeque<>();
            for (Statement statement : sub.body()) {
                if (statement.is("IF")) {
                    assertThat(statement.text().toUpperCase(Locale.ROOT))
                            .as(statement.toString())
                            .endsWith("THEN");
                    open.push("END IF");
                } else if (statement.is("FOR")) {
                    open.push("NEXT");
                } else if (statement.is("DO")) {
                    open.push("LOOP");
                } else if (statement.is("SUB")) {
                    open.push("a sub inside a sub");
                } else if (statement.is("END IF") || statement.is("NEXT") || statement.is("LOOP")) {
                    assertThat(open).as(statement.toString()).isNotEmpty();
                    assertThat(statement.is(open.pop()))
                            .as(statement.toString())
                            .isTrue();
                }
            }
            assertThat(open).as(sub.name()).isEmpty();
        }
    }

    /** A sub inside IF or FOR can be called from there only. Besides subs, only tables and settings may run at once. */
    @Test
    void nothingButPreparationsRunsWhenTheLibraryIsIncluded() {
        assertThat(library.outside())
                .allSatisfy(statement -> assertThat(statement.text())
                        .matches("(?is)(\\w+:\\s*(NoConcatenate|MAPPING)\\s+LOAD\\b.*|DROP TABLE .*|SET .*)"));
    }

    @Test
    void callsNameSubsThatExistWithNoMoreParametersThanTheyHave() {
        for (Sub sub : library.subs()) {
            callsFit(sub.body(), library);
        }
    }

    static void callsFit(List<Statement> statements, QlikScript library) {
        for (Statement statement : statements) {
            Matcher call = CALL.matcher(statement.text());
            if (call.matches()) {
                int given = call.group(2) == null
                        ? 0
                        : MappingTables.split(call.group(2)).size();
                assertThat(library.sub(call.group(1))).as(statement.toString()).isPresent();
                assertThat(library.sub(call.group(1)).orElseThrow().parameters())
                        .as(statement.toString())
                        .hasSizeGreaterThanOrEqualTo(given);
            }
        }
    }

    @Test
    void variablesAreParametersOrSetOrGiven() {
        Set<String> set = new HashSet<>(GIVEN);
        everything().forEach(statement -> assigned(statement, set));
        for (Sub sub : library.subs()) {
            Set<String> known = new HashSet<>(set);
            known.addAll(sub.parameters());
            for (Statement statement : sub.body()) {
                assertThat(used(statement)).as(sub.name() + ", " + statement).allMatch(known::contains);
            }
        }
    }

    /** Variables made inside a sub are global: they would stay in the app. */
    @Test
    void everyVariableIsClearedAgain() {
        Set<String> afterEachCall = cleared(library.sub("FootmanEnd").orElseThrow());
        for (Sub sub : library.subs()) {
            Set<String> cleared = cleared(sub);
            cleared.addAll(afterEachCall);
            cleared.addAll(LEFT);
            Set<String> set = new HashSet<>();
            sub.body().forEach(statement -> assigned(statement, set));

            assertThat(cleared).as(sub.name()).containsAll(set);
        }
    }

    /** A parameter given by name is copied back into the caller's variable when the sub ends. */
    @Test
    void noSubChangesItsParameters() {
        for (Sub sub : library.subs()) {
            Set<String> set = cleared(sub);
            sub.body().forEach(statement -> assigned(statement, set));

            assertThat(sub.parameters()).as(sub.name()).noneMatch(set::contains);
        }
    }

    /** Inside an expression a variable stands by its name: expanded, a quote in its value would end the text. */
    @Test
    void valuesAreNotExpandedInsideExpressions() {
        Set<String> namesOfThings = Set.of("vFootmanUtf8", "vFmRow");
        everything().filter(statement -> statement.is("LET")).forEach(statement -> {
            Matcher expanded = EXPANDED.matcher(statement.text().replaceFirst("(?is)LET\\s+\\$\\(\\w+\\)", ""));
            while (expanded.find()) {
                assertThat(expanded.group(1))
                        .as(statement.toString())
                        .matches(name -> namesOfThings.contains(name) || name.endsWith("Table"));
            }
        });
    }

    /** Qlik expands inside comments too. */
    @Test
    void commentsExpandNothing() throws IOException {
        try (Stream<String> lines = Files.lines(CallTemplatesTest.LIBRARY)) {
            assertThat(lines.filter(line -> line.strip().startsWith("//"))).noneMatch(line -> line.contains("$("));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "butler_subs",
                "butler_init",
                "create_directory",
                "nice_trace",
                "post_to_mqtt",
                "post_to_slack",
                "start_task"
            })
    void classicFilesIncludeTheLibraryAndNothingElse(String file) {
        QlikScript classic = QlikScript.read(Path.of("../qlik/script/" + file + ".qvs"));

        assertThat(classic.subs()).isEmpty();
        assertThat(classic.outside())
                .extracting(Statement::text)
                .containsExactly("$(Must_Include=[lib://Butler scripts/footman.qvs])");
    }

    private Stream<Statement> everything() {
        return Stream.concat(library.outside().stream(), library.subs().stream().flatMap(sub -> sub.body().stream()));
    }

    private static void assigned(Statement statement, Set<String> names) {
        Matcher assigned = ASSIGNED.matcher(statement.text());
        if (assigned.matches() && !CLEARED.matcher(statement.text()).matches()) {
            names.add(assigned.group(1));
        }
    }

    private static Set<String> cleared(Sub sub) {
        Set<String> cleared = new HashSet<>();
        for (Statement statement : sub.body()) {
            Matcher set = CLEARED.matcher(statement.text());
            if (set.matches()) {
                cleared.add(set.group(1));
            }
        }
        return cleared;
    }

    private static List<String> used(Statement statement) {
        List<String> used = new ArrayList<>();
        Matcher expanded = EXPANDED.matcher(statement.text());
        while (expanded.find()) {
            used.add(expanded.group(1));
        }
        Matcher variable = VARIABLE.matcher(LITERAL.matcher(statement.text()).replaceAll("''"));
        while (variable.find()) {
            used.add(variable.group());
        }
        return used;
    }
}
