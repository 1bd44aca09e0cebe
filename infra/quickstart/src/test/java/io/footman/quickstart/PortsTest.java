package io.footman.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @Test
    void refusesTakenPortInOneLineThatNamesPortAndSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThatThrownBy(() -> Ports.choose(Map.of("quickstart.gateway.port", port)::get))
                    .isInstanceOf(QuickstartException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("-Dquickstart.gateway.port")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void choosesDifferentPortsThatAreFree() {
        Ports ports = Ports.choose(name -> null);

        assertThat(Set.of(ports.gateway(), ports.agent(), ports.broker(), ports.sink(), ports.mail()))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", "-1"})
    void refusesWhatIsNoPort(String text) {
        assertThatThrownBy(() -> Ports.choose(Map.of("quickstart.mail.port", text)::get))
                .isInstanceOf(QuickstartException.class)
                .hasMessageContaining("-Dquickstart.mail.port=" + text);
    }
}
