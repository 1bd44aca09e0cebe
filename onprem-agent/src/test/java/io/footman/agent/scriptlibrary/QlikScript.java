package io.footman.agent.scriptlibrary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load script, cut into its statements and subs the way Qlik reads it. Nothing is executed. */
final class QlikScript {
    private static final Pattern SUB = Pattern.compile("(?i)SUB\\s+(\\w+)\\s*(?:\\(([^)]*)\\))?");

    /**
     * A statement without its comments and closing semicolon.
     *
     * @param line where it begins, from 1
     */
    record Statement(int line, String text) {
        /** Whether it begins with these words, in any case. */
        boolean is(String words) {
            return (text.toUpperCase(Locale.ROOT) + " ").matches("(?s)" + words.replace(" ", "\\s+") + "\\b.*");
        }

        @Override
        public String toString() {
            return "line " + line + ": " + text;
        }
    }

    /** A subroutine; names of subs know no case. */
    record Sub(String name, List<String> parameters, List<Statement> body, int line) {}

    private final Map<String, Sub> subs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Statement> outside = new ArrayList<>();

    private QlikScript(String text) {
        List<Statement> open = outside;
        for (Statement statement : StatementCutter.cut(text)) {
            Matcher sub = SUB.matcher(statement.text());
            if (sub.matches()) {
                open = new ArrayList<>();
                Sub defined = new Sub(sub.group(1), list(sub.group(2)), open, statement.line());
                if (subs.put(defined.name(), defined) != null) {
                    throw new IllegalArgumentException("Defined twice: " + statement);
                }
            } else if (statement.is("END SUB")) {
                open = outside;
            } else {
                open.add(statement);
            }
        }
    }

    static QlikScript read(Path file) {
        try {
            return new QlikScript(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static QlikScript of(String text) {
        return new QlikScript(text);
    }

    Collection<Sub> subs() {
        return subs.values();
    }

    Optional<Sub> sub(String name) {
        return Optional.ofNullable(subs.get(name));
    }

    /** What runs when the script is included. */
    List<Statement> outside() {
        return outside;
    }

    private static List<String> list(String parameters) {
        return parameters == null || parameters.isBlank()
                ? List.of()
                : List.of(parameters.strip().split("\\s*,\\s*"));
    }
}
