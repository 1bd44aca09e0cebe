package io.footman.agent.qlik.engine;

import io.footman.agent.model.FailureReason;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Opens WebSockets to one engine, with the site's client certificate and the user that the engine wants to see. */
final class EngineSockets implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The path's place for an app when no app is meant. */
    static final String NO_APP = "engineData";

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final EngineSettings settings;
    private final RandomGenerator random;
    private final HttpClient client;
    private final ExecutorService callbacks = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "footman-qlik-engine");
        thread.setDaemon(true);
        return thread;
    });

    EngineSockets(EngineSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(context(settings))
                .executor(callbacks)
                .build();
    }

    /**
     * Opens a socket for one app. Each gets an identity of its own: the engine gives sockets of one user, app and identity
     * the same session, and a session that others close or change is of no use for a reload.
     */
    CompletableFuture<WebSocket> open(String app, WebSocket.Listener listener) {
        URI uri =
                settings.address().resolve("/app/" + app + "/identity/footman-" + Long.toHexString(random.nextLong()));
        try {
            return client.newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .header("X-Qlik-User", settings.user().header())
                    .buildAsync(uri, listener);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new EngineException(FailureReason.UNREACHABLE, "Footman is stopping"));
        }
    }

    /** What the network did, in words for whoever asked. */
    EngineException explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException known) {
                return known;
            }
            if (cause instanceof WebSocketHandshakeException refused) {
                return ofStatus(refused.getResponse().statusCode());
            }
            if (cause instanceof HttpTimeoutException) {
                return new EngineException(
                        FailureReason.UNREACHABLE, "the engine at " + place() + " does not answer in time");
            }
            if (cause instanceof SSLException tls) {
                return explainTls(tls);
            }
        }
        return failure instanceof IOException || failure.getCause() instanceof IOException
                ? new EngineException(FailureReason.UNREACHABLE, "the engine at " + place() + " cannot be reached")
                : EngineException.of(failure);
    }

    private EngineException ofStatus(int status) {
        return status == UNAUTHORIZED || status == FORBIDDEN
                ? new EngineException(
                        FailureReason.AUTH,
                        "the engine refuses the client certificate or the user of qlik-sense.engine-user (" + status
                                + ")")
                : new EngineException(
                        FailureReason.SERVER_ERROR,
                        "what answers at " + place() + " is no engine of Qlik Sense (" + status
                                + "); check qlik-sense.engine");
    }

    private EngineException explainTls(SSLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return new EngineException(FailureReason.UNREACHABLE, "the engine at " + place() + " hung up");
            }
        }
        boolean theySaidNo = String.valueOf(failure.getMessage()).contains("fatal alert");
        return new EngineException(
                FailureReason.TLS,
                theySaidNo
                        ? "the engine does not accept the client certificate in qlik-sense.certificates"
                        : "the certificate of the engine is not from the site of qlik-sense.certificates,"
                                + " or names another host than qlik-sense.engine (see qlik-sense.server-name)");
    }

    private String place() {
        return settings.address().getHost() + ":" + settings.address().getPort();
    }

    private static SSLContext context(EngineSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    settings.certificates().identity().getKeyManagers(),
                    new TrustManager[] {SiteTrust.of(settings)},
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make encrypted connections", e);
        }
    }

    @Override
    public void close() {
        callbacks.shutdown();
    }
}
