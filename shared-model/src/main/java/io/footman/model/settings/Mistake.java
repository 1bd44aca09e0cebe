package io.footman.model.settings;

import java.util.Objects;

/**
 * One thing wrong in a configuration, told so that an administrator can fix it without asking.
 *
 * @param key the full key, such as {@code footman.destinations.ops-slack.url}
 * @param problem what is wrong; never contains the value of a secret
 * @param remedy what to do about it
 */
public record Mistake(String key, String problem, String remedy) {
    public Mistake {
        Objects.requireNonNull(key);
        Objects.requireNonNull(problem);
        Objects.requireNonNull(remedy);
    }

    @Override
    public String toString() {
        return key + ": " + problem + ". " + remedy;
    }
}
