package io.footman.agent.destination.support;

import java.util.function.IntUnaryOperator;

/** Shortens texts, never inside a character. */
public final class TextCut {
    /** Stands where something was taken away from a text. */
    public static final String MARK = "… (cut)";
    /** Stands where something was taken away from a script log, on a line of its own. */
    public static final String LOG_MARK = "----Script log cut by Footman----";

    private TextCut() {}

    /** One for each UTF-16 unit, as Slack counts. */
    public static int units(int codePoint) {
        return Character.charCount(codePoint);
    }

    /** The bytes that a character takes up in UTF-8. */
    public static int utf8Bytes(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The text itself if it costs at most {@code budget}, or its start and {@code mark}, together within the budget. */
    public static String keepStart(String text, int budget, String mark, IntUnaryOperator cost) {
        if (total(text, cost) <= budget) {
            return text;
        }
        int left = budget - total(mark, cost);
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            left -= cost.applyAsInt(codePoint);
            if (left < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + mark;
    }

    /** As {@link #keepStart}, but keeps the end: {@code mark} comes first. */
    public static String keepEnd(String text, int budget, String mark, IntUnaryOperator cost) {
        if (total(text, cost) <= budget) {
            return text;
        }
        int left = budget - total(mark, cost);
        int start = text.length();
        while (start > 0) {
            int codePoint = text.codePointBefore(start);
            left -= cost.applyAsInt(codePoint);
            if (left < 0) {
                break;
            }
            start -= Character.charCount(codePoint);
        }
        return mark + text.substring(start);
    }

    /** {@link #keepStart} by UTF-16 units with {@link #MARK}. */
    public static String keepStart(String text, int longest) {
        return keepStart(text, longest, MARK, TextCut::units);
    }

    private static int total(String text, IntUnaryOperator cost) {
        int total = 0;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            total += cost.applyAsInt(codePoint);
        }
        return total;
    }
}
