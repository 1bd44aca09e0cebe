package io.footman.agent.destination;

import java.util.List;
import java.util.Optional;

/**
 * Who is to get a message.
 *
 * @param addresses one delivery is made for each; {@code [""]} where the destination itself is the recipient
 * @param whyNobody told in the stored decision when {@code addresses} is empty
 * @param doubt what a failed look-up leaves uncertain about the addresses, one sentence that the message tells
 */
public record Recipients(List<String> addresses, String whyNobody, Optional<String> doubt) {
    /** The destination as a whole: a channel, a webhook. */
    public static final Recipients DESTINATION = new Recipients(List.of(""), "");

    public Recipients {
        addresses = List.copyOf(addresses);
    }

    /** Recipients that nothing is uncertain about. */
    public Recipients(List<String> addresses, String whyNobody) {
        this(addresses, whyNobody, Optional.empty());
    }
}
