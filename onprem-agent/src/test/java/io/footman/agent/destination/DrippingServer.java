package io.footman.agent.destination;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers one byte at a time for ever: each read succeeds, the call never ends. */
final class DrippingServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    private final CountDownLatch closed = new CountDownLatch(1);

    DrippingServer() throws IOException {
        Thread thread = new Thread(this::serve, "dripping-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write('o');
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The client has hung up, which is what the test waits for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
