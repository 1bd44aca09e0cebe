package io.footman.gateway.settings;

/** What stands between the sender and the gateway, and so which headers must have been added on the way. */
public enum HeaderPolicy {
    /** Nothing: the gateway speaks to the sender itself. */
    DIRECT,
    /** A reverse proxy that ends TLS: {@code x-forwarded-proto} must say https. */
    PROXY,
    /** Azure: as {@link #PROXY}, and {@code client-ip} and {@code x-forwarded-tlsversion} of at least 1.2 must be there. */
    AZURE
}
