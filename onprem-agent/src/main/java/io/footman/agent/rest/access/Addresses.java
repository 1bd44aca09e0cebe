package io.footman.agent.rest.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses as one counts callers by them. */
final class Addresses {
    /** What a household or a machine is given (RFC 6177); below that a caller may choose at will. */
    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /** The address itself, or the network of an IPv6 address. */
    static InetAddress client(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The length of an address does not change", e);
        }
    }
}
