package io.footman.agent.qlik.repository;

import java.util.List;

/**
 * A user (QRS API §5).
 *
 * @param emails values of all attributes of type {@code email}, in any spelling of the word; the main one first
 */
public record User(String userId, String directory, String name, List<String> emails) {
    public User {
        emails = List.copyOf(emails);
    }

    static User read(Entity user) {
        return new User(
                user.textOrEmpty("userId"),
                user.textOrEmpty("userDirectory"),
                user.textOrEmpty("name"),
                user.objects("attributes").stream()
                        .filter(attribute -> "email".equalsIgnoreCase(attribute.textOrEmpty("attributeType")))
                        .flatMap(attribute -> attribute.text("attributeValue").stream())
                        .distinct()
                        .toList());
    }
}
