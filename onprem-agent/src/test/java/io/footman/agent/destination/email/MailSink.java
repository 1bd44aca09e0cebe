package io.footman.agent.destination.email;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The fastest SMTP server that can be: takes every mail, keeps none, answers each command at once. */
final class MailSink implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger mails = new AtomicInteger();

    MailSink() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        executor.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int mails() {
        return mails.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        executor.shutdownNow();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                executor.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed at the end.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            OutputStream out = socket.getOutputStream();
            say(out, "220 sink ESMTP");
            for (String line = line(in); line != null; line = line(in)) {
                switch (line.split(" ")[0].toUpperCase(Locale.ROOT)) {
                    case "EHLO" -> say(out, "250-sink\r\n250 8BITMIME");
                    case "DATA" -> {
                        say(out, "354 go on");
                        skipBody(in);
                        mails.incrementAndGet();
                        say(out, "250 2.0.0 queued");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 2.0.0 ok");
                }
            }
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    private static void skipBody(InputStream in) throws IOException {
        for (String line = line(in); line != null && !line.equals("."); line = line(in)) {
            // What a mail says is of no interest here.
            continue;
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return null;
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
