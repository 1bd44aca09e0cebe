package io.footman.agent.qlik.repository;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every call of the repository must hold to (QRS API §1.1–1.3), whatever it asks for. */
final class QrsRules {
    static final String GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    static final String PREFIX = "/qrs/";

    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z]{16}");
    private static final Pattern USER = Pattern.compile("UserDirectory=([^;=]+); ?UserId=([^;=]+)");
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");
    // What RFC 3986 allows, without the plus sign, which the repository reads as a blank.
    private static final Pattern TARGET = Pattern.compile("(?:[A-Za-z0-9\\-._~:/?@!$&'()*,;=]++|%[0-9A-Fa-f]{2})++");
    private static final Pattern ID_FILTER =
            Pattern.compile("id eq " + GUID + "(?: or id eq " + GUID + ")*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile(GUID);

    private QrsRules() {}

    /** A target taken apart; the xrfkey is not in the query. */
    record Target(String path, Map<String, String> query, String xrfkey) {}

    /** A user as named by {@code X-Qlik-User}. */
    record User(String directory, String id) {}

    /** Takes the target of a request apart; empty when the encoding is wrong. */
    static Optional<Target> target(String target) {
        if (!TARGET.matcher(target).matches() || !target.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int mark = target.indexOf('?');
        String path = decoded(mark < 0 ? target : target.substring(0, mark)).substring(PREFIX.length());
        Map<String, String> query = new HashMap<>();
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&", -1)) {
                int sign = pair.indexOf('=');
                if (sign < 1 || query.put(pair.substring(0, sign), decoded(pair.substring(sign + 1))) != null) {
                    return Optional.empty();
                }
            }
        }
        String key = Optional.ofNullable(query.remove("xrfkey")).orElse("");
        return Optional.of(new Target(path, Map.copyOf(query), key));
    }

    static boolean keyMatches(String query, String header) {
        return KEY.matcher(query).matches() && query.equals(header);
    }

    static Optional<User> user(String header) {
        Matcher matcher = USER.matcher(header);
        if (!PLAIN.matcher(header).matches() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new User(decoded(matcher.group(1)), decoded(matcher.group(2))));
    }

    /** The ids that a filter names; empty when it is not {@code id eq …}, the only kind that the fake knows. */
    static Optional<List<String>> ids(String filter) {
        if (!ID_FILTER.matcher(filter).matches()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(filter);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return Optional.of(ids);
    }

    private static String decoded(String text) {
        return text.indexOf('%') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
