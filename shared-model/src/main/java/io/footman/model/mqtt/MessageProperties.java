package io.footman.model.mqtt;

/** Names of the MQTT 5 user properties that the gateway writes and the agent reads. */
public final class MessageProperties {
    /** The {@code Qlik-Signature} header as received, so that the agent can verify the payload again. */
    public static final String SIGNATURE = "qlik-signature";

    /** The content type of the received body. */
    public static final String CONTENT_TYPE = "content-type";

    /** When the gateway received the body: RFC 3339, UTC. */
    public static final String RECEIVED_AT = "received-at";

    /** The name of the gateway that published the message. */
    public static final String GATEWAY = "gateway";

    /** W3C trace context, passed on when the sender gave one. */
    public static final String TRACEPARENT = "traceparent";

    private MessageProperties() {}
}
