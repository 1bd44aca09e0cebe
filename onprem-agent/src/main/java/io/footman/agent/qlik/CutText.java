package io.footman.agent.qlik;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** Collects the bytes of an answer; of one that is too long it keeps the start and the end and marks the cut. */
public final class CutText {
    private static final int LINE_FEED = '\n';
    private static final String CUT_MARK = "\n---- part of this log is left out here by Footman ----\n";

    private final int half;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final ArrayDeque<byte[]> tail = new ArrayDeque<>();
    private int tailSize;
    private long dropped;
    private long lineFeeds;
    private long characters;
    private boolean openLine;

    /** @param limit most bytes kept */
    public CutText(int limit) {
        this.half = limit / 2;
    }

    public void append(byte[] chunk) {
        count(chunk);
        int toHead = Math.min(half - head.size(), chunk.length);
        head.write(chunk, 0, toHead);
        if (toHead == chunk.length) {
            return;
        }
        byte[] rest = new byte[chunk.length - toHead];
        System.arraycopy(chunk, toHead, rest, 0, rest.length);
        tail.add(rest);
        tailSize += rest.length;
        while (tailSize - tail.element().length >= half) {
            int gone = tail.remove().length;
            tailSize -= gone;
            dropped += gone;
        }
    }

    /** Whether some of the text is gone. */
    public boolean isCut() {
        return dropped > 0;
    }

    /** Lines of the whole text, kept or not. */
    public long lines() {
        return lineFeeds + (openLine ? 1 : 0);
    }

    /** Characters (Unicode code points) of the whole text, kept or not. */
    public long characters() {
        return characters;
    }

    /** What was kept, as UTF-8; a cut falls between two lines where there are any. */
    public String text() {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        tail.forEach(end::writeBytes);
        if (!isCut()) {
            head.writeBytes(end.toByteArray());
            return head.toString(StandardCharsets.UTF_8);
        }
        String first = head.toString(StandardCharsets.UTF_8);
        int lastLine = first.lastIndexOf(LINE_FEED);
        int excess = Math.max(0, end.size() - half);
        String last = new String(end.toByteArray(), excess, end.size() - excess, StandardCharsets.UTF_8);
        return (lastLine < 0 ? first : first.substring(0, lastLine)).stripTrailing()
                + CUT_MARK
                + last.substring(last.indexOf(LINE_FEED) + 1);
    }

    private void count(byte[] chunk) {
        for (byte b : chunk) {
            if (b == LINE_FEED) {
                lineFeeds++;
            }
            // Every byte but the continuation bytes (10xxxxxx) starts a character of UTF-8.
            if ((b & 0xC0) != 0x80) {
                characters++;
            }
        }
        if (chunk.length > 0) {
            openLine = chunk[chunk.length - 1] != LINE_FEED;
        }
    }
}
