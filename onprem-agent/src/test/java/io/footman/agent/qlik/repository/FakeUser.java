package io.footman.agent.qlik.repository;

import java.util.List;

/**
 * A user of the fake site.
 *
 * @param mails each is an attribute of type {@code Email} or {@code email}, in turn
 */
public record FakeUser(String id, String directory, String userId, String name, List<String> mails) {
    public static FakeUser of(String id, String directory, String userId, String name, String... mails) {
        return new FakeUser(id, directory, userId, name, List.of(mails));
    }
}
