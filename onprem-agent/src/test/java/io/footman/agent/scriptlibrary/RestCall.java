package io.footman.agent.scriptlibrary;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call as the REST connector gets it: an SQL statement after dollar-sign expansion. Quotes inside quoted texts are doubled.
 *
 * @param connection the data connection, which decides between GET and POST
 * @param fields what is selected of the answer
 * @param body null if there is none
 */
record RestCall(
        String connection,
        String fields,
        String url,
        Map<String, String> headers,
        @Nullable String body) {
    private static final Pattern STATEMENT = Pattern.compile(
            "(?s)(?:(\\w+):\\s*)?(?:NoConcatenate\\s+)?SQL\\s+SELECT\\s+(.+?)\\s+FROM\\s+JSON\\s+\\(wrap on\\)\\s+\"root\""
                    + "(?:\\s+(?:ArrayValueAlias|PK)\\s+\"[^\"]+\")?\\s+WITH\\s+CONNECTION\\s+\\(\\s*(.+?)\\s*\\)");
    private static final String QUOTED = "\"([^\"]*+(?:\"\"[^\"]*+)*+)\"";
    private static final Pattern PART = Pattern.compile(
            "(?s)\\G(?:^|\\s*,\\s*)(?:(URL|BODY)\\s+" + QUOTED + "|(HTTPHEADER)\\s+" + QUOTED + "\\s+" + QUOTED + ")");

    /** @throws IllegalArgumentException when the connector could not read it */
    static RestCall parse(String connection, String sql) {
        Matcher statement = STATEMENT.matcher(sql);
        if (!statement.matches()) {
            throw new IllegalArgumentException("Not a statement of the REST connector: " + sql);
        }
        String with = statement.group(3);
        Map<String, String> texts = new TreeMap<>();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher part = PART.matcher(with);
        int end = 0;
        while (part.find()) {
            if (part.group(1) != null) {
                texts.put(part.group(1), part.group(2).replace("\"\"", "\""));
            } else {
                headers.put(part.group(4).replace("\"\"", "\""), part.group(5).replace("\"\"", "\""));
            }
            end = part.end();
        }
        String url = texts.get("URL");
        if (end != with.length() || url == null) {
            throw new IllegalArgumentException("The connector cannot read what follows " + with.substring(0, end));
        }
        return new RestCall(connection, statement.group(2), url, headers, texts.get("BODY"));
    }
}
