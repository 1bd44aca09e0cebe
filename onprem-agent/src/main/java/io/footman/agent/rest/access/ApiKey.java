package io.footman.agent.rest.access;

import io.footman.agent.rest.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is kept of an API key; the key itself is not.
 *
 * @param id made by Footman, never used twice
 * @param name chosen by the user, one key's alone; safe to be logged
 * @param scopes what its holder may do; at least one
 * @param digest of the key
 * @param created when it was made
 * @param expires from when on it is refused; empty for never
 */
public record ApiKey(
        String id, String name, Set<Scope> scopes, KeyDigest digest, Instant created, Optional<Instant> expires) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ApiKey {
        scopes = Set.copyOf(scopes);
        if (!isName(id) || !isName(name)) {
            throw new IllegalArgumentException(
                    "the id or name is not made of 1 to 64 letters, digits, \".\", \"_\", \"-\"");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("the key " + name + " has no scope");
        }
    }

    /** Whether a text can name a key: nothing that could disturb a log line or a command. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether the key is refused by now. */
    public boolean expired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    boolean isCalled(String idOrName) {
        return id.equals(idOrName) || name.equals(idOrName);
    }
}
