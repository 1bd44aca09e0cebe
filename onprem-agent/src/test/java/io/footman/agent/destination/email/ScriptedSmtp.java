package io.footman.agent.destination.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that answers single commands as told, for all the troubles that a real one makes too rarely. */
final class ScriptedSmtp implements AutoCloseable {
    /** As an answer: hang up instead. */
    static final String HANG_UP = "hang up";
    /** As an answer: stay silent. */
    static final String SILENCE = "silence";

    private final ServerSocket listener;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> once = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    ScriptedSmtp() {
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

    /** {@code command} is {@code GREETING}, a verb, or {@code BODY} for the end of a mail. */
    void answer(String command, String answer) {
        answers.put(command, answer);
    }

    /** As {@link #answer}, for the next time only. */
    void answerOnce(String command, String answer) {
        once.put(command, answer);
    }

    int connections() {
        return connections.get();
    }

    List<String> commands() {
        return commands;
    }

    /** Closes all connections as a server does that has waited long enough. */
    void hangUp() {
        sockets.forEach(ScriptedSmtp::close);
    }

    @Override
    public void close() {
        hangUp();
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
                connections.incrementAndGet();
                sockets.add(socket);
                executor.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed at the end of the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (!say(socket, "GREETING", "220 scripted ESMTP")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split(" ")[0].toUpperCase(Locale.ROOT);
                commands.add(verb);
                if (!say(socket, verb, usual(verb))) {
                    return;
                }
                if (verb.equals("QUIT")) {
                    return;
                }
                if (verb.equals("DATA") && !answers.containsKey("DATA")) {
                    skipBody(in);
                    if (!say(socket, "BODY", "250 2.0.0 queued")) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    private static String usual(String verb) {
        return switch (verb) {
            case "EHLO" -> "250-scripted\r\n250-AUTH PLAIN\r\n250 8BITMIME";
            case "AUTH" -> "235 2.7.0 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 2.0.0 ok";
        };
    }

    private static void skipBody(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    /** False when the connection is to be closed. */
    private boolean say(Socket socket, String command, String usual) throws IOException {
        String single = once.remove(command);
        String answer = single == null ? answers.getOrDefault(command, usual) : single;
        if (answer.equals(SILENCE)) {
            return true;
        }
        if (answer.equals(HANG_UP)) {
            return false;
        }
        OutputStream out = socket.getOutputStream();
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
