package io.footman.agent.model;

import java.util.List;
import java.util.Optional;

/**
 * Who owns an app.
 *
 * @param id user id in Qlik
 * @param directory user directory of a client-managed site; empty in Qlik Cloud
 * @param name display name
 * @param emails addresses, the main one first; may be empty
 */
public record Owner(String id, Optional<String> directory, String name, List<String> emails) {
    public Owner {
        emails = List.copyOf(emails);
    }
}
