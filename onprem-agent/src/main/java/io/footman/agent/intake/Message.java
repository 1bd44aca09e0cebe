package io.footman.agent.intake;

import java.util.Optional;

/**
 * What came from the broker, free of its library.
 *
 * @param topic as published
 * @param payload the bytes that Qlik Cloud sent to the gateway; not copied, do not modify
 * @param signature the {@code Qlik-Signature} that came with them
 * @param receivedAt when the gateway received them, as it wrote it
 */
record Message(String topic, byte[] payload, Optional<String> signature, Optional<String> receivedAt) {}
