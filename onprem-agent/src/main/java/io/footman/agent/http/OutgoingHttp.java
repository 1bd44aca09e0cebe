package io.footman.agent.http;

import io.footman.agent.time.Alarms;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the HTTP clients of all destinations by one set of rules: no redirects, no cookies, no retries of its own, a
 * deadline on the whole call, connections kept open between calls, addresses checked by {@link AddressGuard}.
 */
@Singleton
public final class OutgoingHttp {
    /** Other systems close idle connections; one that rested this long is looked at before it is used again. */
    private static final TimeValue TRUSTED_REST = TimeValue.ofMilliseconds(250);
    /** Connections move with DNS at the latest after this time. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);

    private static final String USER_AGENT = "Footman";

    private final Clock clock;
    private final Alarms alarms;
    private final MeterRegistry meters;

    public OutgoingHttp(Clock clock, Alarms alarms, MeterRegistry meters) {
        this.clock = clock;
        this.alarms = alarms;
        this.meters = meters;
    }

    /**
     * A client for one destination. Opens no connection yet.
     *
     * @param name the destination, for the metric {@code footman.http.calls}
     * @param secrets texts beside the address that must never be shown: header values, passwords
     */
    public OutgoingClient open(String name, CallSettings settings, Collection<String> secrets) {
        return new OutgoingClient(name, client(settings), settings, secrets, clock, alarms, meters);
    }

    private static CloseableHttpClient client(CallSettings settings) {
        Timeout timeout = Timeout.of(settings.timeout());
        DefaultClientTlsStrategy tls = new DefaultClientTlsStrategy(
                settings.tls().context(),
                HostnameVerificationPolicy.CLIENT,
                settings.tls().rejectUnauthorized() ? new DefaultHostnameVerifier() : NoopHostnameVerifier.INSTANCE);
        return HttpClients.custom()
                .setConnectionManager(new PromptConnections()
                        .setTlsSocketStrategy(tls)
                        .setDnsResolver(new AddressGuard(settings.allowLinkLocal()))
                        .setMaxConnTotal(settings.concurrency())
                        .setMaxConnPerRoute(settings.concurrency())
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(timeout)
                                .setTcpNoDelay(true)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .setValidateAfterInactivity(TRUSTED_REST)
                                .setTimeToLive(CONNECTION_LIFE)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .setExpectContinueEnabled(false)
                        .build())
                .setUserAgent(USER_AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** As the client's own, with sockets that confirm at once. */
    private static final class PromptConnections extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    proxy -> new PromptSocket(),
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register(URIScheme.HTTPS.id, tls)
                            .build());
        }
    }
}
