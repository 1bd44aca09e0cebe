package io.footman.agent.scriptlibrary;

import io.footman.agent.scriptlibrary.QlikScript.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a load script into statements. A control statement ends with its line, any other with a semicolon; neither counts
 * inside quotes, where a comment does not begin either.
 */
final class StatementCutter {
    private static final Pattern CONTROL = Pattern.compile(
            "(?i)\\s*(SUB|END\\s*SUB|CALL|IF|ELSEIF|ELSE|END\\s*IF|FOR|NEXT|DO|LOOP|EXIT|SWITCH|CASE|DEFAULT|END\\s*SWITCH)\\b.*");

    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private int at;
    private int line = 1;
    private int begin = 1;

    private StatementCutter(String text) {
        this.text = text;
    }

    static List<Statement> cut(String text) {
        StatementCutter cutter = new StatementCutter(text);
        cutter.run();
        return List.copyOf(cutter.statements);
    }

    private void run() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (text.startsWith("//", at)) {
                at = until('\n');
            } else if (next == '\'' || next == '"') {
                quoted(next, false);
            } else if (next == '[') {
                quoted(']', true);
            } else if (next == ';' || next == '\n' && CONTROL.matcher(statement).matches()) {
                at++;
                finish();
                line += next == '\n' ? 1 : 0;
            } else {
                take();
            }
        }
        if (!statement.toString().isBlank()) {
            throw new IllegalArgumentException("Not closed: line " + begin + ": " + statement);
        }
    }

    private void take() {
        if (statement.toString().isBlank()) {
            statement.setLength(0);
            begin = line;
        }
        line += text.charAt(at) == '\n' ? 1 : 0;
        statement.append(text.charAt(at++));
    }

    private void quoted(char close, boolean mayHoldLines) {
        int opened = line;
        take();
        while (at < text.length() && text.charAt(at) != close) {
            if (text.charAt(at) == '\n' && !mayHoldLines) {
                break;
            }
            take();
        }
        if (at == text.length() || text.charAt(at) != close) {
            throw new IllegalArgumentException("Quote not closed in line " + opened);
        }
        statement.append(text.charAt(at++));
    }

    private int until(char end) {
        int found = text.indexOf(end, at);
        return found < 0 ? text.length() : found;
    }

    private void finish() {
        if (!statement.toString().isBlank()) {
            statements.add(new Statement(begin, statement.toString().strip()));
        }
        statement.setLength(0);
    }
}
