package io.footman.agent.rest;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who signs the certificates that callers may show. If there is anybody, the server asks for them; a caller without one is
 * still served, and a certificate of somebody else breaks off the connection.
 */
@FunctionalInterface
public interface ClientAuthorities {
    /** Nothing when callers are not asked. */
    List<X509Certificate> trusted();
}
