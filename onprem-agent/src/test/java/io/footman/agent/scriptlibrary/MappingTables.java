package io.footman.agent.scriptlibrary;

import io.footman.agent.scriptlibrary.QlikScript.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The mapping tables of a script, as its text says: loaded from an inline table, from a table made of one, or generated row
 * by row.
 */
final class MappingTables {
    private static final Pattern INLINE =
            Pattern.compile("(?s)(\\w+):\\s*NoConcatenate\\s+LOAD\\s+(.+?)\\s+INLINE\\s+\\[(.*)\\]");
    private static final Pattern MAPPING = Pattern.compile(
            "(?s)(\\w+):\\s*MAPPING\\s+LOAD\\s+(.+?)(?:\\s+RESIDENT\\s+(\\w+)(?:\\s+WHERE\\s+(.+))?|\\s+AUTOGENERATE\\s+(\\d+))");

    private final QlikExpressions expressions;
    private final Map<String, List<Map<String, Object>>> tables = new HashMap<>();

    private MappingTables(QlikExpressions expressions) {
        this.expressions = expressions;
    }

    /** Makes the mapping tables that the script loads when it is included known to the expressions. */
    static void load(QlikScript script, QlikExpressions expressions) {
        MappingTables tables = new MappingTables(expressions);
        for (Statement statement : script.outside()) {
            Matcher inline = INLINE.matcher(statement.text());
            Matcher mapping = MAPPING.matcher(statement.text());
            if (inline.matches()) {
                tables.inline(inline.group(1), inline.group(2), inline.group(3));
            } else if (mapping.matches()) {
                tables.mapping(mapping);
            }
        }
    }

    private void inline(String table, String columns, String content) {
        List<String> lines = content.strip().lines().toList();
        String[] names = lines.get(0).split("\\s*,\\s*");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length != names.length) {
                throw new IllegalArgumentException(table + " has a row with another number of columns: " + line);
            }
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                String cell = cells[i].strip();
                row.put(names[i], cell.matches("\\d+") ? (Object) Long.valueOf(cell) : cell);
            }
            rows.add(renamed(columns, row));
        }
        tables.put(table, rows);
    }

    private Map<String, Object> renamed(String columns, Map<String, Object> row) {
        Map<String, Object> renamed = new HashMap<>();
        for (String column : split(columns)) {
            String[] parts = column.split("(?i)\\s+AS\\s+");
            renamed.put(parts[1].strip(), expressions.value(parts[0], row));
        }
        return renamed;
    }

    private void mapping(Matcher mapping) {
        List<Map<String, Object>> rows = mapping.group(3) == null
                ? LongStream.rangeClosed(1, Long.parseLong(mapping.group(5)))
                        .<Map<String, Object>>mapToObj(row -> Map.of("RecNo", row))
                        .toList()
                : tables.get(mapping.group(3));
        List<String> columns = split(mapping.group(2));
        Map<String, String> map = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            expressions.define("RecNo", given -> row.getOrDefault("RecNo", 0L));
            String where = mapping.group(4);
            if (where == null || !expressions.value(where, row).equals(0L)) {
                map.putIfAbsent(
                        QlikExpressions.text(expressions.value(columns.get(0), row)),
                        QlikExpressions.text(expressions.value(columns.get(1), row)));
            }
        }
        expressions.map(mapping.group(1), map);
    }

    /** Cut at the commas outside brackets and quotes. */
    static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            char next = list.charAt(i);
            quoted ^= next == '\'';
            if (!quoted) {
                depth += next == '(' ? 1 : next == ')' ? -1 : 0;
                if (next == ',' && depth == 0) {
                    parts.add(list.substring(from, i).strip());
                    from = i + 1;
                }
            }
        }
        String last = list.substring(from).strip();
        if (!last.isEmpty()) {
            parts.add(last);
        }
        return List.copyOf(parts);
    }
}
