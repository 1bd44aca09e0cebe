package io.footman.gateway.webhook;

/** Reads just enough of a verified webhook to know where it goes. */
interface Envelope {
    /** @throws Refusal when the content is malformed or not allowed */
    Addressed open(VerifiedWebhook webhook);
}
