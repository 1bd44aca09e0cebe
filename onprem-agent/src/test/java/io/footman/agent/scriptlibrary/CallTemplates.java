package io.footman.agent.scriptlibrary;

import io.footman.agent.scriptlibrary.QlikScript.Statement;
import io.footman.agent.scriptlibrary.QlikScript.Sub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The REST calls that a sub builds, with values filled in. Statements are taken in the order of the text: assignments and
 * calls of other subs build the call, loops are gone through once, conditions are taken as true (or as false, for the
 * smallest call the sub can make). Escaping is what the script's own tables and expressions say.
 */
final class CallTemplates implements AutoCloseable {
    private static final Pattern LET = Pattern.compile("(?is)LET\\s+(.+?)\\s*=\\s*(.*)");
    private static final Pattern SET = Pattern.compile("(?is)SET\\s+(\\w+)\\s*=\\s*(.*)");
    private static final Pattern CALL = Pattern.compile("(?is)CALL\\s+(\\w+)\\s*(?:\\((.*)\\))?");
    private static final Pattern FOR = Pattern.compile("(?is)FOR\\s+(\\w+)\\s*=\\s*(.+?)\\s+TO\\s+.+");
    private static final Pattern CONNECT = Pattern.compile("(?is)LIB\\s+CONNECT\\s+TO\\s+'(.*)'");
    private static final Pattern EXPANSION = Pattern.compile("\\$\\((\\w+)(?:\\((\\w+)\\))?\\)");
    private static final String ENCODER = "FootmanEncode";
    private static final int DEEPEST_EXPANSION = 20;

    /** What a call is answered, by the name of a field. */
    interface Answer {
        Object field(String name);
    }

    private final QlikScript script;
    private final QlikExpressions expressions = new QlikExpressions();
    private final Function<RestCall, Answer> server;
    private final boolean conditions;
    private final Map<String, Object> variables = new HashMap<>();
    private final List<RestCall> calls = new ArrayList<>();
    private UnaryOperator<String> cells = field -> "";
    private Answer answer = field -> "";
    private String connection = "";

    /**
     * @param server answers the calls
     * @param conditions whether what stands behind a condition is done
     */
    CallTemplates(QlikScript script, Function<RestCall, Answer> server, boolean conditions) {
        this.script = script;
        this.server = server;
        this.conditions = conditions;
        MappingTables.load(script, expressions);
        variables.put("ScriptErrorCount", 0L);
        expressions.define("Alt", given -> given.get(0).equals("") ? given.get(1) : given.get(0));
        expressions.define("Peek", given -> {
            String field = QlikExpressions.text(given.get(0));
            return QlikExpressions.text(given.get(2)).startsWith("Footman") ? answer.field(field) : cells.apply(field);
        });
        walk(script.outside(), new HashMap<>());
    }

    /** Gives a variable of the load script a value. */
    void set(String variable, Object value) {
        variables.put(variable, value);
    }

    /** What a variable holds afterwards; an empty text if nothing. */
    Object variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Gives rows of the script's own tables: the value of a field by its name. */
    void table(UnaryOperator<String> newCells) {
        cells = newCells;
    }

    /** The calls a sub makes with these arguments; the last ones may be left out. */
    List<RestCall> of(String sub, Object... arguments) {
        calls.clear();
        Sub called = sub(sub);
        Map<String, Object> locals = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            locals.put(called.parameters().get(i), arguments[i]);
        }
        walk(called.body(), locals);
        return List.copyOf(calls);
    }

    /** How a value stands in a URL: the encoder's first line, then its loop, once for each character. */
    String encoded(String value, Function<String, IntStream> characters) {
        Sub encoder = sub(ENCODER);
        Map<String, Object> known = new HashMap<>(Map.of(encoder.parameters().get(0), value, "vFmEncoded", ""));
        take(encoder.body().get(0), known);
        Object mapped = known.getOrDefault("vFmEncoded", "");
        List<Statement> loop = loop(encoder);
        Map<String, Object> locals = new HashMap<>(Map.of("vFmEncoded", "", "vFmHigh", 0L, "vFmCode", 0L, "vFmAt", 1L));
        characters.apply(QlikExpressions.text(mapped)).forEach(character -> {
            expressions.define("Ord", given -> (long) character);
            walk(loop, locals);
        });
        return QlikExpressions.text(locals.getOrDefault("vFmEncoded", ""));
    }

    /** What an expression of the script gives, with these values for its names. */
    Object evaluated(String expression, Map<String, Object> values) {
        return value(expanded(expression, values, 0), values);
    }

    private static List<Statement> loop(Sub sub) {
        return sub.body().stream()
                .dropWhile(statement -> !statement.is("FOR"))
                .skip(1)
                .takeWhile(statement -> !statement.is("NEXT"))
                .toList();
    }

    private void walk(List<Statement> statements, Map<String, Object> locals) {
        int skipped = 0;
        for (Statement statement : statements) {
            if (statement.is("IF") && (skipped > 0 || !conditions)) {
                skipped++;
            } else if (statement.is("ELSE") && skipped < 2) {
                skipped = 1 - skipped;
            } else if (statement.is("END IF") && skipped > 0) {
                skipped--;
            } else if (skipped == 0) {
                take(statement, locals);
            }
        }
    }

    private void take(Statement statement, Map<String, Object> locals) {
        Matcher set = SET.matcher(statement.text());
        Matcher call = CALL.matcher(statement.text());
        Matcher loop = FOR.matcher(statement.text());
        if (set.matches()) {
            assign(set.group(1), set.group(2), locals);
        } else if (statement.is("LET")) {
            let(expanded(statement.text(), locals, 0), locals);
        } else if (call.matches()) {
            call(call.group(1), call.group(2), locals);
        } else if (loop.matches()) {
            assign(loop.group(1), value(loop.group(2), locals), locals);
        } else if (statement.is("LIB CONNECT")) {
            Matcher connect = CONNECT.matcher(expanded(statement.text(), locals, 0));
            connection = connect.matches() ? connect.group(1) : "";
        } else if (statement.text().toUpperCase(Locale.ROOT).contains("SQL SELECT")) {
            send(expanded(statement.text(), locals, 0));
        }
    }

    private void let(String text, Map<String, Object> locals) {
        Matcher let = LET.matcher(text);
        if (!let.matches()) {
            throw new IllegalArgumentException("Not an assignment: " + text);
        }
        assign(let.group(1), value(let.group(2), locals), locals);
    }

    private void call(String name, @Nullable String given, Map<String, Object> locals) {
        List<String> arguments = given == null ? List.of() : MappingTables.split(given);
        if (name.equalsIgnoreCase(ENCODER)) {
            variables.put(
                    "vFmEncoded", encoded(QlikExpressions.text(value(arguments.get(0), locals)), String::codePoints));
            return;
        }
        Sub sub = sub(name);
        Map<String, Object> inner = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            inner.put(sub.parameters().get(i), value(arguments.get(i), locals));
        }
        walk(sub.body(), inner);
    }

    private void send(String sql) {
        RestCall call = RestCall.parse(connection, sql);
        calls.add(call);
        answer = server.apply(call);
    }

    private Sub sub(String name) {
        return script.sub(name).orElseThrow(() -> new IllegalArgumentException("No sub " + name));
    }

    private void assign(String name, Object value, Map<String, Object> locals) {
        if (locals.containsKey(name)) {
            locals.put(name, value);
        } else {
            variables.put(name, value);
        }
    }

    private Object value(String expression, Map<String, Object> locals) {
        Map<String, Object> known = new HashMap<>(variables);
        known.putAll(locals);
        return expressions.value(expression, known);
    }

    /** Dollar-sign expansion, as Qlik does it before it reads a statement: also inside quotes, and of what was put in. */
    private String expanded(String text, Map<String, Object> locals, int depth) {
        Matcher expansion = EXPANSION.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (expansion.find() && depth < DEEPEST_EXPANSION) {
            String name = expansion.group(1);
            String value = QlikExpressions.text(locals.getOrDefault(name, variables.getOrDefault(name, "")));
            if (expansion.group(2) != null) {
                value = value.replace("$1", expansion.group(2));
            }
            expansion.appendReplacement(expanded, Matcher.quoteReplacement(expanded(value, locals, depth + 1)));
        }
        return expansion.appendTail(expanded).toString();
    }

    @Override
    public void close() {
        expressions.close();
    }
}
