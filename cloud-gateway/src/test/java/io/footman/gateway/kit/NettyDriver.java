package io.footman.gateway.kit;

import io.footman.gateway.Gateway;
import io.footman.gateway.settings.GatewaySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The gateway on its own server, spoken to over a plain socket so that a request can be wrong in every way. */
public final class NettyDriver implements Driver {
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Gateway gateway;

    public NettyDriver(GatewaySettings settings) {
        this.gateway = Gateway.start(settings);
    }

    public URI uri() {
        return gateway.uri();
    }

    @Override
    public Reply send(Call call) {
        StringBuilder head = new StringBuilder(call.method + " " + call.path + " HTTP/1.1\r\nHost: localhost\r\n");
        call.headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (call.declareLength && !call.headers.containsKey("Content-Length")) {
            head.append("Content-Length: ").append(call.body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        return sendRaw(head.toString().getBytes(StandardCharsets.UTF_8), call.body);
    }

    /** Sends exactly these bytes and reads until the server closes. */
    public Reply sendRaw(byte[]... parts) {
        try (Socket socket = new Socket("127.0.0.1", gateway.uri().getPort())) {
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            try {
                for (byte[] part : parts) {
                    out.write(part);
                }
                out.flush();
            } catch (IOException e) {
                // The server may answer and close before it has read everything: the answer counts.
            }
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }

    private static Reply parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new HashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(),
                    line.substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }

    /** A chunked request body in two chunks. */
    public static byte[] chunked(byte[] body) {
        int half = body.length / 2;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {Arrays.copyOf(body, half), Arrays.copyOfRange(body, half, body.length)}) {
            out.writeBytes((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(part);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
