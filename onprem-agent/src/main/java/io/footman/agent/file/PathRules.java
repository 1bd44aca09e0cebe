package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the text of a path is read on a system. Pure text: nothing is looked up, so both kinds work anywhere.
 *
 * <p>As in Butler (REST §3.2), backslashes are slashes, {@code .} and {@code ..} and doubled slashes are resolved. The
 * script library writes {@code %23} for {@code #} (load script §5.2); nothing else is decoded, so {@code %2e%2e} is a
 * strange name and no way up.
 */
public enum PathRules {
    /** Linux and its relatives: no network paths, few limits. */
    POSIX(4096, 255) {
        @Override
        int length(String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        String root(String field, String sent, String text) {
            if (text.startsWith("//")) {
                throw new FileException(Reason.NETWORK_PATH, sent);
            }
            if (!text.startsWith("/")) {
                throw notAbsolute(field, sent);
            }
            return "/";
        }

        @Override
        Optional<String> problem(String name) {
            return Optional.empty();
        }
    },

    /** Windows: drives, network paths, device names, alternate streams. */
    WINDOWS(32_000, 255) {
        @Override
        int length(String text) {
            return text.length();
        }

        @Override
        String root(String field, String sent, String text) {
            if (DRIVE.matcher(text).find()) {
                return text.substring(0, 3);
            }
            if (!text.startsWith("//")) {
                throw notAbsolute(field, sent);
            }
            var share = SHARE.matcher(text);
            // "//?/" and "//./" switch off the very rules that are judged here.
            if (!share.find()
                    || SPECIAL.matcher(share.group(1) + "/" + share.group(2)).find()) {
                throw invalid(
                        field,
                        sent,
                        "is neither on a drive nor on a share. Write D:/folder/file or //server/share/file");
            }
            return "//" + share.group(1) + "/" + share.group(2) + "/";
        }

        @Override
        Optional<String> problem(String name) {
            return WindowsNames.problem(name);
        }
    };

    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:/");
    private static final Pattern SHARE = Pattern.compile("^/{2,}([^/]+)/+([^/]+)(?:/|$)");

    /** A server or share named {@code ?}, {@code .} or {@code ..}. */
    private static final Pattern SPECIAL = Pattern.compile("(^|/)(\\?|\\.{1,2})(/|$)");

    private final int longestPath;
    private final int longestName;

    PathRules(int longestPath, int longestName) {
        this.longestPath = longestPath;
        this.longestName = longestName;
    }

    /** Those of the system that this runs on. */
    public static PathRules ofThisSystem() {
        return java.io.File.separatorChar == '\\' ? WINDOWS : POSIX;
    }

    /**
     * The path with forward slashes, without {@code .}, {@code ..}, doubled and trailing slashes.
     *
     * @param field what the caller calls the path, for errors
     * @throws FileException when it is no absolute path of this system
     */
    public String normal(String field, String sent) {
        String text = clean(field, sent);
        String root = root(field, sent, text);
        String below = text.startsWith(root) ? text.substring(root.length()) : rest(text, root);
        return root + String.join("/", elements(field, sent, below));
    }

    /**
     * A path below a directory that is known, as {@link #normal}, without a slash at its start.
     *
     * @throws FileException when it leads out of the directory, or is none
     */
    public String relative(String field, String sent, String outside) {
        String text = clean(field, sent);
        if (this == WINDOWS && text.contains(":")) {
            throw new FileException(Reason.NOT_APPROVED, outside);
        }
        int depth = 0;
        for (String name : text.split("/", -1)) {
            depth += name.equals("..") ? -1 : name.isEmpty() || name.equals(".") ? 0 : 1;
            if (depth < 0) {
                throw new FileException(Reason.NOT_APPROVED, outside);
            }
        }
        return String.join("/", elements(field, sent, text));
    }

    private String clean(String field, String sent) {
        for (int i = 0; i < sent.length(); i++) {
            if (Character.isISOControl(sent.charAt(i))) {
                throw invalid(
                        field, printable(sent), "holds a control character at position " + (i + 1) + ". Leave it out");
            }
        }
        if (length(sent) > longestPath) {
            throw invalid(field, sent.substring(0, 40) + "…", "is longer than " + longestPath + " characters");
        }
        return sent.replace('\\', '/').replace("%23", "#");
    }

    private Deque<String> elements(String field, String sent, String below) {
        Deque<String> elements = new ArrayDeque<>();
        for (String name : below.split("/", -1)) {
            if (name.equals("..")) {
                elements.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                if (length(name) > longestName) {
                    throw invalid(
                            field,
                            sent.substring(0, 40) + "…",
                            "holds a name of more than " + longestName + " characters");
                }
                problem(name).ifPresent(problem -> {
                    throw invalid(field, sent, problem);
                });
                elements.addLast(name);
            }
        }
        return elements;
    }

    /** Below the root of a share that was written with more slashes than needed. */
    private static String rest(String text, String root) {
        var share = SHARE.matcher(text);
        return share.find() ? text.substring(share.end()) : text.substring(Math.min(root.length(), text.length()));
    }

    static FileException notAbsolute(String field, String sent) {
        return new FileException(
                Reason.NOT_APPROVED,
                field + " \"" + sent + "\" is no absolute path. Write it from the drive or root on");
    }

    static FileException invalid(String field, String sent, String problem) {
        return new FileException(Reason.INVALID, field + " \"" + sent + "\" " + problem);
    }

    private static String printable(String text) {
        return text.codePoints()
                .limit(200)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Of a path or name, in the unit that the system limits. */
    abstract int length(String text);

    /** What the normal form begins with, slash included. */
    abstract String root(String field, String sent, String text);

    abstract Optional<String> problem(String name);
}
