package io.footman.quickstart;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ports of this run, all on the loopback address.
 *
 * <p>A port given by the user is taken or the start is refused. Otherwise the usual port is used if it is free, else any.
 */
record Ports(int gateway, int agent, int broker, int sink, int mail, int udp) {
    private static final int GATEWAY = 8080;
    private static final int AGENT = 8181;
    private static final int BROKER = 1883;
    private static final int SINK = 8090;
    private static final int MAIL = 2525;
    private static final int UDP = 9998;
    private static final int HIGHEST = 65_535;

    /** Chooses by the settings {@code quickstart.gateway.port} and so on; absent ones answer null. */
    static Ports choose(Function<String, @Nullable String> settings) {
        return new Ports(
                choose("quickstart.gateway.port", GATEWAY, settings),
                choose("quickstart.agent.port", AGENT, settings),
                choose("quickstart.broker.port", BROKER, settings),
                choose("quickstart.sink.port", SINK, settings),
                choose("quickstart.mail.port", MAIL, settings),
                choose("quickstart.udp.port", UDP, settings));
    }

    private static int choose(String setting, int usual, Function<String, @Nullable String> settings) {
        String wanted = settings.apply(setting);
        if (wanted != null && !wanted.isBlank()) {
            int port = parse(setting, wanted.strip());
            if (!free(port)) {
                throw new QuickstartException(
                        "Port " + port + " (-D" + setting + ") is taken: give another one, or leave the setting out");
            }
            return port;
        }
        return free(usual) ? usual : anyFree();
    }

    private static int parse(String setting, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= HIGHEST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        throw new QuickstartException(
                "-D" + setting + "=" + text + " is not a port: give a number from 1 to " + HIGHEST);
    }

    /** Free for TCP and for UDP: no need to tell apart which of the two a port is for. */
    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            new DatagramSocket(port, InetAddress.getLoopbackAddress()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new QuickstartException("No free port found on this machine: " + e.getMessage());
        }
    }
}
