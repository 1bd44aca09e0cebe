package io.footman.agent.qlik.repository;

import io.footman.agent.model.FailureReason;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The wire to one repository: kept connections with the site's client certificate, and on each request what the repository
 * wants to see (QRS API §1.1). No thread waits for an answer.
 */
final class Transport implements AutoCloseable {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    /** A connection that rested this long is looked at before it is used again. */
    private static final TimeValue TRUSTED_REST = TimeValue.ofSeconds(1);
    /** Connections move with DNS at the latest after this time. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);

    private static final int IO_THREADS = 2;

    private final CloseableHttpAsyncClient client;
    private final HttpHost host;
    private final String user;
    private final RandomGenerator random;

    Transport(RepositorySettings settings, RandomGenerator random) {
        this.host = HttpHost.create(settings.address());
        this.user = settings.user().header();
        this.random = random;
        this.client = client(settings);
        client.start();
    }

    /**
     * Sends one request.
     *
     * @param path starts with a slash, already encoded
     * @param limit most bytes kept of the answer
     * @return cancels the exchange and closes its connection
     */
    Future<?> send(String method, String path, int limit, FutureCallback<AnswerConsumer.Answer> callback) {
        String key = Xrfkey.next(random);
        BasicHttpRequest request =
                new BasicHttpRequest(method, host, path + (path.indexOf('?') < 0 ? '?' : '&') + "xrfkey=" + key);
        request.setHeader("X-Qlik-Xrfkey", key);
        request.setHeader("X-Qlik-User", user);
        request.setHeader("Accept", "application/json, text/plain;q=0.9, */*;q=0.1");
        return client.execute(
                new BasicRequestProducer(request, null),
                new AnswerConsumer(limit),
                HttpClientContext.create(),
                callback);
    }

    /** What the network did, in words for the reader of an alert. */
    static RepositoryException explain(Exception failure) {
        if (failure instanceof SSLException tls) {
            return explainTls(tls);
        }
        if (failure instanceof SocketTimeoutException && !(failure instanceof ConnectTimeoutException)) {
            return new RepositoryException(FailureReason.TIMEOUT, "the repository service did not answer in time");
        }
        if (failure instanceof TimeoutException) {
            // As many calls as are allowed at once were still waiting for their answers.
            return new RepositoryException(
                    FailureReason.TIMEOUT, "the repository service did not answer earlier calls in time");
        }
        if (failure instanceof IllegalStateException) {
            // Its ways of saying that the client has been closed. The event is looked up by the next start.
            return new RepositoryException(
                    FailureReason.UNREACHABLE, "the connections with the repository service are closed");
        }
        if (failure instanceof UnknownHostException) {
            return new RepositoryException(
                    FailureReason.UNREACHABLE, "the host name of the repository service is unknown");
        }
        return failure instanceof IOException
                ? new RepositoryException(FailureReason.UNREACHABLE, "the repository service cannot be reached")
                : RepositoryException.of(failure);
    }

    private static RepositoryException explainTls(SSLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return new RepositoryException(FailureReason.UNREACHABLE, "the repository service hung up");
            }
        }
        boolean theySaidNo = String.valueOf(failure.getMessage()).contains("fatal alert");
        return new RepositoryException(
                FailureReason.TLS,
                theySaidNo
                        ? "the repository service does not accept the client certificate in qlik-sense.certificates"
                        : "the certificate of the repository service is not from the site of qlik-sense.certificates,"
                                + " or names another host than qlik-sense.repository (see qlik-sense.server-name)");
    }

    private static CloseableHttpAsyncClient client(RepositorySettings settings) {
        Timeout timeout = Timeout.of(settings.timeout());
        return HttpAsyncClients.custom()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(IO_THREADS)
                        .setTcpNoDelay(true)
                        .setSoTimeout(timeout)
                        .build())
                .setThreadFactory(new DefaultThreadFactory("footman-qlik-sense", true))
                .setIOSessionListener(new PromptSessions())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setTlsStrategy(new DefaultClientTlsStrategy(
                                settings.certificates().context(), HostnameVerificationPolicy.CLIENT, names(settings)))
                        .setMaxConnTotal(settings.concurrency())
                        .setMaxConnPerRoute(settings.concurrency())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .setHandshakeTimeout(timeout)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(timeout)
                                .setValidateAfterInactivity(TRUSTED_REST)
                                .setTimeToLive(CONNECTION_LIFE)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setUserAgent("Footman")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                // Every connection shows the same certificate: any call may use any of them.
                .disableConnectionState()
                .build();
    }

    private static HostnameVerifier names(RepositorySettings settings) {
        if (!settings.verifyServerName()) {
            return NoopHostnameVerifier.INSTANCE;
        }
        DefaultHostnameVerifier verifier = new DefaultHostnameVerifier();
        return settings.serverName()
                .<HostnameVerifier>map(name -> (called, session) -> verifier.verify(name, session))
                .orElse(verifier);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
