package io.footman.gateway.webhook;

import java.util.concurrent.CompletionStage;

/** The port to the broker. It takes nothing but what was verified. */
public interface WebhookPublisher {
    /**
     * Publishes the received bytes untouched. Never blocks and never fails: the result comes within the configured
     * deadline.
     */
    CompletionStage<PublishResult> publish(VerifiedWebhook webhook, String topic);

    /** As {@link #publish}, for a second message made from the same webhook. It carries no signature: it is not signed. */
    CompletionStage<PublishResult> publishCopy(VerifiedWebhook webhook, Addressed.LegacyCopy copy);
}
