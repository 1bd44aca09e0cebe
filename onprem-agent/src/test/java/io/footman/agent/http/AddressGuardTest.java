package io.footman.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "168.63.129.16",
                "100.100.100.200",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "::a9fe:a9fe",
                "224.0.0.1",
                "ff02::1",
                "0.0.0.0",
                "::"
            })
    void refusesMetadataServicesAndMulticastWhateverIsAllowed(String address) throws UnknownHostException {
        assertThat(new AddressGuard(false).forbidden(InetAddress.getByName(address)))
                .isTrue();
        assertThat(new AddressGuard(true).forbidden(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.10.20", "fe80::1"})
    void refusesOtherLinkLocalAddressesUnlessAllowed(String address) throws UnknownHostException {
        assertThat(new AddressGuard(false).forbidden(InetAddress.getByName(address)))
                .isTrue();
        assertThat(new AddressGuard(true).forbidden(InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "fd12::1", "8.8.8.8", "2600::1"})
    void callsPrivateLoopbackAndPublicAddresses(String address) throws UnknownHostException {
        assertThat(new AddressGuard(false).forbidden(InetAddress.getByName(address)))
                .isFalse();
    }
}
