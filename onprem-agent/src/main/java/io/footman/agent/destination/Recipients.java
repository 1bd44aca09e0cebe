package io.footman.agent.destination;

import java.util.List;

/**
 * Who is to get a message.
 *
 * @param addresses one delivery is made for each; {@code [""]} where the destination itself is the recipient
 * @param whyNobody told in the stored decision when {@code addresses} is empty
 */
public record Recipients(List<String> addresses, String whyNobody) {
    /** The destination as a whole: a channel, a webhook. */
    public static final Recipients DESTINATION = new Recipients(List.of(""), "");

    public Recipients {
        addresses = List.copyOf(addresses);
    }
}
