package io.footman.agent.rest;

import java.util.List;

/**
 * The settings of one service of the API. A bean of this type is made before the configuration is judged as a whole, so
 * that its mistakes are told together with all others.
 */
public interface RestPart {
    /** What works but is probably not meant, one sentence each. */
    default List<String> warnings() {
        return List.of();
    }
}
