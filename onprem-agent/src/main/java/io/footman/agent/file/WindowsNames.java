package io.footman.agent.file;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that Windows takes for something other than what they say. Pure text, so that it can be judged on any system.
 *
 * <p>Source: "Naming Files, Paths, and Namespaces" of the Windows documentation.
 */
final class WindowsNames {
    /**
     * The devices; with any extension too ({@code NUL.txt}), and with blanks before it. The raised digits count as digits
     * there.
     */
    private static final Pattern DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(COM|LPT)[0-9¹²³]) *([.:].*)?");

    private static final String FORBIDDEN = "<>\"|?*";

    private WindowsNames() {}

    /**
     * What is wrong with one element of a path.
     *
     * @return a clause that follows the path, such as "names a device"
     */
    static Optional<String> problem(String name) {
        if (DEVICE.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            return Optional.of("holds \"" + name + "\", which Windows takes for a device. Use another name");
        }
        if (name.indexOf(':') >= 0) {
            return Optional.of("holds \":\" in \"" + name
                    + "\", which Windows takes for an alternate data stream. Leave the colon out");
        }
        for (int i = 0; i < name.length(); i++) {
            if (FORBIDDEN.indexOf(name.charAt(i)) >= 0) {
                return Optional.of("holds the character " + name.charAt(i) + ", which Windows allows in no name");
            }
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return Optional.of(
                    "holds \"" + name
                            + "\": Windows drops a dot or blank at the end of a name, so another file would be meant. Leave it out");
        }
        return Optional.empty();
    }
}
