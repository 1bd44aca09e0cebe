package io.footman.agent.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, such as {@code 10.1.0.0/16} or {@code fd00::/8}; a single address is the smallest. */
public final class Network {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,3}");

    /** {@code ::ffff:10.1.2.3} is an IPv4 address in the form of IPv6 (RFC 4291 §2.5.5.2). */
    private static final int MAPPED_PREFIX_BITS = 96;

    private static final int IPV6_BYTES = 16;

    private final byte[] start;
    private final int bits;

    private Network(byte[] start, int bits) {
        this.start = start;
        this.bits = bits;
    }

    /** The range that a text names; empty when it names none. Asks no name service. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        byte[] start;
        try {
            start = InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
        int most = start.length * Byte.SIZE;
        if (slash < 0) {
            return Optional.of(new Network(start, most));
        }
        String length = text.substring(slash + 1);
        if (!DIGITS.matcher(length).matches()) {
            return Optional.empty();
        }
        boolean mapped = start.length < IPV6_BYTES && address.indexOf(':') >= 0;
        int bits = Integer.parseInt(length) - (mapped ? MAPPED_PREFIX_BITS : 0);
        return bits < 0 || bits > most ? Optional.empty() : Optional.of(new Network(start, bits));
    }

    /** Whether the address lies in the range. Java has turned IPv4 addresses in the form of IPv6 into plain ones before. */
    public boolean contains(InetAddress candidate) {
        byte[] address = candidate.getAddress();
        if (address.length != start.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (!Arrays.equals(address, 0, whole, start, 0, whole)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (address[whole] ^ start[whole]) >> (Byte.SIZE - rest) == 0;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(start).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The length was checked", e);
        }
    }
}
