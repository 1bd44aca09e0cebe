package io.footman.agent.journal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How much the key-value store takes: section {@code footman.rest.key-values}.
 *
 * @param maxNamespaces namespaces in all
 * @param maxKeysPerNamespace keys in a namespace; those whose time is over do not count
 * @param maxNamespaceLength length of a namespace's name in characters
 * @param maxKeyLength length of a key in characters
 * @param maxValueSize size of a value in bytes, as UTF-8
 */
public record KeyValueLimits(
        int maxNamespaces, int maxKeysPerNamespace, int maxNamespaceLength, int maxKeyLength, long maxValueSize) {
    private static final String SECTION = "footman.rest.key-values.";
    private static final int SHOWN = 60;

    /** Why an entry can never be stored, whatever the store holds; empty when it can. */
    public Optional<String> objection(KeyValue entry) {
        return name("Namespace", entry.namespace(), maxNamespaceLength, "max-namespace-length")
                .or(() -> name("Key", entry.key(), maxKeyLength, "max-key-length"))
                .or(() -> value(entry));
    }

    /** Why a new namespace is one too many. */
    public String tooManyNamespaces(String namespace) {
        return "Namespace '" + shown(namespace) + "' would be one too many: " + maxNamespaces + " are allowed ("
                + SECTION + "max-namespaces). Delete namespaces that are no longer needed, or raise the limit";
    }

    /** Why a new key is one too many. */
    public String tooManyKeys(KeyValue entry) {
        return "Key '" + shown(entry.key()) + "' would be one too many in namespace '" + shown(entry.namespace())
                + "': " + maxKeysPerNamespace + " are allowed (" + SECTION
                + "max-keys-per-namespace). Delete keys that are no longer needed, give keys a ttl, or raise the limit";
    }

    private Optional<String> value(KeyValue entry) {
        long size = entry.value().getBytes(StandardCharsets.UTF_8).length;
        if (size > maxValueSize) {
            return Optional.of("Value of key '" + shown(entry.key()) + "' has " + size + " bytes: at most "
                    + maxValueSize + " are allowed (" + SECTION
                    + "max-value-size). Store less under one key, or raise the limit");
        }
        return storable(entry.value()) ? Optional.empty() : Optional.of(unstorable("Value of key", entry.key()));
    }

    private static Optional<String> name(String what, String name, int longest, String limit) {
        if (name.length() > longest) {
            return Optional.of(what + " '" + shown(name) + "' has " + name.length() + " characters: at most " + longest
                    + " are allowed (" + SECTION + limit + "). Choose a shorter name, or raise the limit");
        }
        return storable(name) ? Optional.empty() : Optional.of(unstorable(what, name));
    }

    /** PostgreSQL takes no NUL, and half a surrogate pair has no UTF-8: both would come back changed. */
    private static boolean storable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String unstorable(String what, String name) {
        return what + " '" + shown(name)
                + "' holds a character that cannot be stored (NUL, or half of a surrogate pair). Leave it out";
    }

    private static String shown(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    }
}
