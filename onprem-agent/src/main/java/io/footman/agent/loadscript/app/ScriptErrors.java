package io.footman.agent.loadscript.app;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What went wrong in a script: the first errors tell the cause, the script log has all of them. */
final class ScriptErrors {
    static final int MOST = 20;
    static final int LONGEST = 500;

    private final Set<String> errors = new LinkedHashSet<>();
    private boolean more;

    synchronized void add(List<String> told) {
        for (String error : told) {
            String line = oneLine(error);
            String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
            if (errors.size() < MOST) {
                errors.add(cut);
            } else if (!errors.contains(cut)) {
                more = true;
            }
        }
    }

    /** As it goes into a log. */
    static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Why the script failed, on one line. */
    synchronized String all() {
        return errors.isEmpty()
                ? "the script failed; the script log tells why"
                : "the script failed: " + String.join("; ", errors)
                        + (more ? "; and more, which the script log tells" : "");
    }
}
