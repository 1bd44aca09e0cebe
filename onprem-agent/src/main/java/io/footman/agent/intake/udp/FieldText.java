package io.footman.agent.intake.udp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a field of a datagram says, cleaned and bounded. */
final class FieldText {
    /** Names and other short texts keep so many characters. */
    static final int LONGEST_NAME = 500;

    /** Log messages keep so many characters. */
    static final int LONGEST_MESSAGE = 10_000;

    /** Qlik's ids: 8-4-4-4-12 hexadecimal digits. */
    static final String GUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    static final Pattern ONLY_GUID = Pattern.compile(GUID);

    /** What log4net prints for a property that is not set. */
    static final String NOT_SET = "(null)";

    private static final String ZERO_GUID = "00000000-0000-0000-0000-000000000000";
    private static final Pattern SPACE = Pattern.compile("[\\r\\n\\t\\x0B\\f\\u0085\\u2028\\u2029]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private FieldText() {}

    /** A name, time or other short text; empty when it is not set. */
    static Optional<String> name(String raw) {
        return cleaned(raw, LONGEST_NAME);
    }

    /** A log message. */
    static Optional<String> message(String raw) {
        return cleaned(raw, LONGEST_MESSAGE);
    }

    /** An id in lower case; empty when it is not set, all zeros, or none at all. */
    static Optional<String> id(String raw) {
        String text = raw.strip();
        return ONLY_GUID.matcher(text).matches() && !text.equals(ZERO_GUID)
                ? Optional.of(text.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Whether this can stand in the place of an id: a GUID, or nothing. */
    static boolean isIdOrUnset(String raw) {
        String text = raw.strip();
        return text.isEmpty() || text.equals(NOT_SET) || ONLY_GUID.matcher(text).matches();
    }

    private static Optional<String> cleaned(String raw, int longest) {
        // Line ends part words, the other control characters part nothing.
        String spaced = SPACE.matcher(raw).replaceAll(" ");
        String text = CONTROL.matcher(spaced).replaceAll("").strip();
        return text.isEmpty() || text.equals(NOT_SET) ? Optional.empty() : Optional.of(cut(text, longest));
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…[cut, " + (text.length() - end) + " characters]";
    }
}
