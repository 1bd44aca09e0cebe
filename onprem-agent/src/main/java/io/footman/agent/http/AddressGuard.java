package io.footman.agent.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up and refuses addresses that no alert belongs to. Sits behind the look-up, so that a name that points to a
 * forbidden address is caught too, at every connection.
 *
 * <p>Always refused: the metadata services of cloud machines, which hand out credentials, multicast and the unspecified
 * address. Refused unless allowed: other link-local addresses. Private and loopback addresses are what an on-prem site
 * legitimately calls.
 */
final class AddressGuard implements DnsResolver {
    /** Metadata and host services: AWS, Azure and Google (also by IPv6), AWS containers, Azure's wire server, Alibaba. */
    private static final List<byte[]> METADATA = List.of(
            bytes(169, 254, 169, 254),
            bytes(169, 254, 170, 2),
            bytes(168, 63, 129, 16),
            bytes(100, 100, 100, 200),
            bytes(0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54));

    private static final byte[] NAT64 = bytes(0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final byte[] IPV4_COMPATIBLE = bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final byte[] SIX_TO_FOUR = bytes(0x20, 0x02);

    private final boolean allowLinkLocal;

    AddressGuard(boolean allowLinkLocal) {
        this.allowLinkLocal = allowLinkLocal;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (forbidden(address)) {
                throw new ForbiddenAddressException();
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    boolean forbidden(InetAddress address) throws UnknownHostException {
        InetAddress meant = embeddedIpv4(address);
        if (METADATA.stream().anyMatch(metadata -> Arrays.equals(metadata, meant.getAddress()))
                || meant.isMulticastAddress()
                || meant.isAnyLocalAddress()) {
            return true;
        }
        return meant.isLinkLocalAddress() && !allowLinkLocal;
    }

    /** Several IPv6 forms lead to an IPv4 host: judged by that. IPv4-mapped ones are IPv4 in Java already. */
    private static InetAddress embeddedIpv4(InetAddress address) throws UnknownHostException {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return address;
        }
        byte[] bytes = address.getAddress();
        if (startsWith(bytes, NAT64) || startsWith(bytes, IPV4_COMPATIBLE)) {
            return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (startsWith(bytes, SIX_TO_FOUR)) {
            return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, 2, 6));
        }
        return address;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
