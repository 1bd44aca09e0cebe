package io.footman.agent.intake;

import java.util.Optional;

/**
 * What came from the broker, free of its library.
 *
 * @param topic as published
 * @param payload the bytes that Qlik Cloud sent to the gateway, or a request; not copied, do not modify
 * @param signature the {@code Qlik-Signature} that came with them
 * @param receivedAt when the gateway received them, as it wrote it
 * @param responseTopic where the sender wants an answer (MQTT 5 §3.3.2.3.5)
 * @param correlationData what the sender recognises the answer by (MQTT 5 §3.3.2.3.6), in base64
 * @param retained whether the broker kept it for whoever subscribes: it may be of any age
 */
record Message(
        String topic,
        byte[] payload,
        Optional<String> signature,
        Optional<String> receivedAt,
        Optional<String> responseTopic,
        Optional<String> correlationData,
        boolean retained) {

    /** A message that wants no answer. */
    Message(String topic, byte[] payload, Optional<String> signature, Optional<String> receivedAt) {
        this(topic, payload, signature, receivedAt, Optional.empty(), Optional.empty(), false);
    }
}
