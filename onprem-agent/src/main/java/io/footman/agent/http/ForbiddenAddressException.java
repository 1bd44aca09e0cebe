package io.footman.agent.http;

import java.net.UnknownHostException;

/** A name leads to an address that must not be called. A look-up may fail with nothing else than its super type. */
final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException() {
        super("the address is link-local, multicast or a metadata service");
    }
}
