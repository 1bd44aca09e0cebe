package io.footman.gateway.http;

/** Keeps texts from outside from looking like something else in the log. */
final class LogText {
    private static final int LONGEST = 128;

    private LogText() {}

    /** The text with everything but letters, digits and {@code .:/_-} replaced, and a mark where it was cut. */
    static String safe(String text) {
        boolean clean = text.length() <= LONGEST;
        for (int i = 0; clean && i < text.length(); i++) {
            clean = isSafe(text.charAt(i));
        }
        return clean ? text : cleaned(text);
    }

    private static String cleaned(String text) {
        StringBuilder safe = new StringBuilder(LONGEST + 1);
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            safe.append(isSafe(text.charAt(i)) ? text.charAt(i) : '?');
        }
        return text.length() > LONGEST ? safe.append('…').toString() : safe.toString();
    }

    private static boolean isSafe(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= ':') || c == '_';
    }
}
