package io.footman.gateway.settings;

import io.footman.model.settings.Settings;
import java.time.Duration;

/**
 * How webhooks are handed to the broker: further keys of section {@code footman.mqtt}.
 *
 * @param deadline how long a webhook waits for the broker's acknowledgement before it is answered 503
 * @param withoutSubscriber what to answer when the broker says that nobody subscribes to the topic
 * @param mostWaiting most messages that wait for an acknowledgement at one time
 * @param mostWaitingBytes most payload bytes of such messages
 */
public record PublishSettings(
        Duration deadline, WithoutSubscriber withoutSubscriber, int mostWaiting, long mostWaitingBytes) {
    /** What an acknowledgement without a subscriber is worth. */
    public enum WithoutSubscriber {
        /** Answer 503: the broker keeps the event for nobody, so the sender must know. */
        REFUSE,
        /** Answer 200 and count it apart: the broker has acknowledged, what it does with the event is its business. */
        ACCEPT
    }

    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(3);
    private static final int DEFAULT_MOST_WAITING = 4_096;
    private static final long DEFAULT_MOST_WAITING_BYTES = 16 << 20;

    /** @param withoutSubscriber the default of {@code without-subscriber} */
    static PublishSettings read(Settings section, WithoutSubscriber withoutSubscriber) {
        Duration deadline = section.duration("publish-timeout", DEFAULT_DEADLINE);
        if (deadline.isZero()) {
            section.mistake("publish-timeout", "is zero", "Give at least 100ms; 3s is the default");
        }
        return new PublishSettings(
                deadline,
                section.choice("without-subscriber", WithoutSubscriber.class, withoutSubscriber),
                section.number("max-waiting", DEFAULT_MOST_WAITING, 1, 60_000),
                section.bytes("max-waiting-size", DEFAULT_MOST_WAITING_BYTES));
    }
}
