package io.footman.agent.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.agent.time.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-20T12:00:00Z"));
    private final RateLimiter limiter = new RateLimiter(2, () -> TimeUnit.MILLISECONDS.toNanos(time.millis()));

    @Test
    void aNewMinuteBringsNewCalls() {
        assertThat(limiter.count("a")).isEqualTo(new RateLimiter.Standing(true, 2, 1, 60));
        time.advance(Duration.ofSeconds(20));
        assertThat(limiter.count("a")).isEqualTo(new RateLimiter.Standing(true, 2, 0, 40));
        assertThat(limiter.count("a")).isEqualTo(new RateLimiter.Standing(false, 2, 0, 40));

        time.advance(Duration.ofSeconds(39));
        assertThat(limiter.count("a").allowed()).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(limiter.count("a").allowed()).isTrue();
    }

    @Test
    void eachClientIsCountedAlone() {
        limiter.count("a");
        limiter.count("a");

        assertThat(limiter.count("b").allowed()).isTrue();
        assertThat(limiter.count("a").allowed()).isFalse();
    }

    @Test
    void callersWithManyAddressesAreOneClient() throws UnknownHostException {
        assertThat(Addresses.client(InetAddress.getByName("2001:db8::1")))
                .isEqualTo(Addresses.client(InetAddress.getByName("2001:db8::ffff:1")))
                .isNotEqualTo(Addresses.client(InetAddress.getByName("2001:db8:0:1::1")));
        assertThat(Addresses.client(InetAddress.getByName("10.1.2.3")))
                .isNotEqualTo(Addresses.client(InetAddress.getByName("10.1.2.4")));
    }
}
