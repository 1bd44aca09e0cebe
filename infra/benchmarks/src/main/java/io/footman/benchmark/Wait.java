package io.footman.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Waiting for something that another process does. */
final class Wait {
    private static final long POLL_MILLIS = 5;

    private Wait() {}

    /** A question that may fail. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    static void until(String what, Duration patience, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("Waited " + patience.toSeconds() + " s in vain until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Waits until a GET of this address answers 200 while the process lives. */
    static void untilHealthy(ChildProcess process, URI address, SSLContext tls, Duration patience)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        until(address + " answers 200; see " + process.log(), patience, () -> {
            if (!process.isAlive()) {
                throw new IOException("The process has ended; see " + process.log());
            }
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }
}
