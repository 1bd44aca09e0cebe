package io.footman.agent.scriptlibrary;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * Works out single expressions of a load script. SQLite does the work: its expressions are written as Qlik's are, but for
 * {@code &} and the functions, which are given to it here. What is missing (Null) counts as an empty text, as it does for
 * {@code &} in Qlik.
 */
final class QlikExpressions implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|\\d+(?:\\.\\d+)?|[A-Za-z_]\\w*|&|\\s+|.");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Set<String> WORDS = Set.of("and", "or", "not");

    /** A function of the script language. */
    interface Call {
        Object apply(List<Object> arguments);
    }

    private final Connection database;
    private final Map<String, Map<String, String>> maps = new HashMap<>();

    QlikExpressions() {
        try {
            database = DriverManager.getConnection("jdbc:sqlite::memory:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        texts();
        numbers();
        define("MapSubString", given -> mapped(map(given.get(0)), text(given.get(1))));
        define("ApplyMap", given -> map(given.get(0)).getOrDefault(text(given.get(1)), text(given.get(1))));
    }

    private void texts() {
        define("If", given -> truth(given.get(0)) ? given.get(1) : given.size() > 2 ? given.get(2) : "");
        define("Len", given -> (long) text(given.get(0)).length());
        define("Left", given -> {
            String text = text(given.get(0));
            return text.substring(0, Math.min(text.length(), (int) number(given.get(1))));
        });
        define("Mid", given -> {
            String text = text(given.get(0));
            int from = Math.min(text.length(), (int) number(given.get(1)) - 1);
            int to = given.size() < 3 ? text.length() : from + (int) number(given.get(2));
            return text.substring(from, Math.min(text.length(), to));
        });
        define("Index", given -> (long) text(given.get(0)).indexOf(text(given.get(1))) + 1);
        define("Replace", given -> text(given.get(0)).replace(text(given.get(1)), text(given.get(2))));
        define("PurgeChar", given -> {
            String unwanted = text(given.get(1));
            return text(given.get(0))
                    .codePoints()
                    .filter(character -> unwanted.indexOf(character) < 0)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        });
        define("Lower", given -> text(given.get(0)).toLowerCase(Locale.ROOT));
        define("Text", given -> text(given.get(0)));
        define(
                "Match",
                given -> (long) given.subList(1, given.size()).stream()
                                .map(QlikExpressions::text)
                                .toList()
                                .indexOf(text(given.get(0)))
                        + 1);
    }

    private void numbers() {
        define("Pick", given -> given.get((int) number(given.get(0))));
        define("Chr", given -> Character.toString((int) number(given.get(0))));
        define("Div", given -> number(given.get(0)) / number(given.get(1)));
        define("Mod", given -> number(given.get(0)) % number(given.get(1)));
        define("Now", given -> 46346.5);
    }

    /** Makes a function known, also in place of one that is. */
    void define(String name, Call call) {
        try {
            Function.create(database, called(name), new Function() {
                @Override
                protected void xFunc() throws SQLException {
                    List<Object> arguments = new ArrayList<>();
                    for (int i = 0; i < args(); i++) {
                        arguments.add(
                                switch (value_type(i)) {
                                    case 1 -> value_long(i);
                                    case 2 -> value_double(i);
                                    case 3 -> value_text(i);
                                    default -> "";
                                });
                    }
                    Object value = call.apply(arguments);
                    if (value instanceof Long whole) {
                        result(whole);
                    } else if (value instanceof Double broken) {
                        result(broken);
                    } else {
                        result(value.toString());
                    }
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a mapping table known. */
    void map(String name, Map<String, String> map) {
        maps.put(name, map);
    }

    /**
     * The value: a text, a long or a double.
     *
     * @param variables values by name; a name that is not among them is Null
     */
    Object value(String expression, Map<String, Object> variables) {
        List<Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder("select ");
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            sql.append(translated(token.group(), expression.substring(token.end()), variables, values));
        }
        try (PreparedStatement statement = database.prepareStatement(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                return plain(row.getObject(1));
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("Not an expression: " + expression, e);
        }
    }

    private static String translated(String token, String rest, Map<String, Object> variables, List<Object> values) {
        if (token.equals("&")) {
            return "||";
        }
        if (!NAME.matcher(token).matches() || WORDS.contains(token.toLowerCase(Locale.ROOT))) {
            return token;
        }
        if (rest.stripLeading().startsWith("(")) {
            return called(token);
        }
        values.add(variables.getOrDefault(token, ""));
        return "?";
    }

    private static String called(String function) {
        return "qlik_" + function.toLowerCase(Locale.ROOT);
    }

    private static Object plain(@Nullable Object value) {
        return value == null ? "" : value instanceof Integer whole ? Long.valueOf(whole) : value;
    }

    private Map<String, String> map(Object name) {
        Map<String, String> map = maps.get(text(name));
        if (map == null) {
            throw new IllegalArgumentException("No mapping table " + name);
        }
        return map;
    }

    /** Left to right, once: what has been replaced is not looked at again. */
    private static String mapped(Map<String, String> map, String text) {
        StringBuilder mapped = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(character -> mapped.append(map.getOrDefault(character, character)));
        return mapped.toString();
    }

    static String text(Object value) {
        return value.toString();
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : Long.parseLong(text(value));
    }

    private static boolean truth(Object value) {
        return number(value) != 0;
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
