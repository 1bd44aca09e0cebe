package io.footman.agent.model;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The script log of a reload. Held compressed, as it is stored: logs of a megabyte are usual, and hundreds of events may be on
 * their way at once.
 */
public final class ScriptLog {
    /** Butler joins the lines it shows with CRLF, the line end of Qlik's own logs. */
    private static final String LINE_END = "\r\n";

    private final byte[] packed;
    private final int size;

    private ScriptLog(byte[] packed, int size) {
        this.packed = packed;
        this.size = size;
    }

    /** @param lines without line ends */
    public ScriptLog(List<String> lines) {
        this(pack(lines.iterator()), lines.size());
    }

    /** Splits at CRLF or LF; a last line end makes no extra line. */
    public static ScriptLog of(String text) {
        return ofPacked(pack(text.lines().iterator()));
    }

    /**
     * A log as {@link #packed()} gave it.
     *
     * @throws UncheckedIOException when the bytes are damaged
     */
    public static ScriptLog ofPacked(byte[] packed) {
        return new ScriptLog(packed, Math.toIntExact(stream(packed).count()));
    }

    /** UTF-8, a line feed behind each line, in gzip. Not copied, do not modify. */
    public byte[] packed() {
        return packed;
    }

    /** How many lines there are. */
    public int size() {
        return size;
    }

    /** All lines, without line ends. */
    public List<String> lines() {
        return stream(packed).toList();
    }

    /** The first {@code count} lines; empty for 0. */
    public String head(int count) {
        return String.join(LINE_END, (Iterable<String>) stream(packed).limit(count)::iterator);
    }

    /** The last {@code count} lines; empty for 0. */
    public String tail(int count) {
        Deque<String> last = new ArrayDeque<>();
        stream(packed).skip(Math.max(0, size - count)).forEach(last::add);
        return String.join(LINE_END, last);
    }

    /** All lines. */
    public String text() {
        return String.join(LINE_END, lines());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScriptLog log && Arrays.equals(packed, log.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return "ScriptLog[" + size + " lines]";
    }

    private static byte[] pack(Iterator<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            while (lines.hasNext()) {
                gzip.write(lines.next().getBytes(StandardCharsets.UTF_8));
                gzip.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Line by line: the whole text is never in memory. */
    private static Stream<String> stream(byte[] packed) {
        try {
            return new BufferedReader(new InputStreamReader(
                            new GZIPInputStream(new ByteArrayInputStream(packed)), StandardCharsets.UTF_8))
                    .lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
