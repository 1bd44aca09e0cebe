package io.footman.agent.rest.access;

import io.footman.model.settings.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All keys at one time. */
public final class ApiKeys {
    /** What all keys begin with, so that one that leaks is recognised for what it is. */
    static final String PREFIX = "fmk_";

    static final ApiKeys NONE = new ApiKeys(List.of());

    private final List<ApiKey> keys;
    private final Map<KeyDigest, ApiKey> byDigest = new HashMap<>();

    /** @throws IllegalArgumentException when two keys cannot be told apart */
    ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
        Set<String> called = new HashSet<>();
        for (ApiKey key : keys) {
            boolean alone = called.add(key.id()) && (key.name().equals(key.id()) || called.add(key.name()));
            if (!alone || byDigest.put(key.digest(), key) != null) {
                throw new IllegalArgumentException("there are two keys called " + key.name() + " or " + key.id());
            }
        }
    }

    /** In the order in which they were made. */
    public List<ApiKey> list() {
        return keys;
    }

    /** The key that was presented, also when it has expired; empty when there is none such. */
    Optional<ApiKey> find(Secret presented) {
        return presented.reveal().startsWith(PREFIX)
                ? Optional.ofNullable(byDigest.get(KeyDigest.of(presented)))
                : Optional.empty();
    }

    boolean has(String idOrName) {
        return keys.stream().anyMatch(key -> key.isCalled(idOrName));
    }

    ApiKeys with(ApiKey key) {
        List<ApiKey> more = new ArrayList<>(keys);
        more.add(key);
        return new ApiKeys(more);
    }

    ApiKeys without(String idOrName) {
        return new ApiKeys(keys.stream().filter(key -> !key.isCalled(idOrName)).toList());
    }
}
