package io.footman.agent.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.0.0/16, 10.1.255.1, true",
        "10.1.0.0/16, 10.2.0.1, false",
        "10.1.2.3/16, 10.1.9.9, true",
        "10.1.2.128/25, 10.1.2.129, true",
        "10.1.2.128/25, 10.1.2.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "::1, ::1, true",
        "::/0, 2001:db8::1, true",
        "::ffff:10.1.2.3, 10.1.2.3, true",
        "::ffff:10.1.0.0/112, 10.1.9.9, true",
        "10.1.2.3, ::ffff:10.1.2.3, true"
    })
    void containsItsAddresses(String network, String address, boolean contained) throws Exception {
        assertThat(Network.parse(network).orElseThrow().contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2",
                "10.1.2.256",
                "10.1.2.3/33",
                "10.1.2.3/-1",
                "10.1.2.3/",
                "10.1.2.3/x",
                "fd00::/129",
                "sense1",
                "::ffff:10.1.0.0/80",
                ":::",
                "",
                "10.1.2.3/16/16"
            })
    void everythingElseIsNone(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
