package io.footman.agent.destination.mqtt;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the messages about one kind of event go.
 *
 * @param brief topic of the short message, a plain text; empty for none
 * @param full topic of the full message; empty for none
 */
record KindTopics(Optional<String> brief, Optional<String> full) {

    static KindTopics both(String topic) {
        return new KindTopics(Optional.of(topic), Optional.of(topic + "_full"));
    }

    static KindTopics onlyBrief(String topic) {
        return new KindTopics(Optional.of(topic), Optional.empty());
    }

    KindTopics withoutFull() {
        return new KindTopics(brief, Optional.empty());
    }

    boolean isEmpty() {
        return brief.isEmpty() && full.isEmpty();
    }

    Stream<String> all() {
        return Stream.concat(brief.stream(), full.stream());
    }
}
