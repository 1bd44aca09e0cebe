package io.footman.benchmark;

import io.footman.testkit.TestBroker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real MQTT broker in its own process: mosquitto where it is installed, else Apache Artemis. */
final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern PORT = Pattern.compile("port (\\d+)");

    private final ChildProcess process;
    private final String name;
    private final int port;

    private Broker(ChildProcess process, String name, int port) {
        this.process = process;
        this.name = name;
        this.port = port;
    }

    /** @param folder for data and logs, existing and empty */
    static Broker start(Path folder) throws IOException, InterruptedException {
        String mosquitto = System.getProperty("benchmark.mosquitto", "mosquitto");
        Broker broker = installed(mosquitto, folder) ? mosquitto(mosquitto, folder) : artemis(folder);
        Wait.until("the broker accepts connections", PATIENCE, broker::accepts);
        return broker;
    }

    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    String name() {
        return name;
    }

    double cpuSeconds() {
        return process.cpuSeconds();
    }

    @Override
    public void close() {
        process.close();
    }

    private static Broker mosquitto(String command, Path folder) throws IOException {
        int port = TestBroker.freePort();
        Path configuration = folder.resolve("mosquitto.conf");
        Files.writeString(
                configuration,
                String.join(
                        "\n",
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous true",
                        "persistence true",
                        "persistence_location " + folder + "/",
                        "max_queued_messages 0",
                        "log_type error",
                        "user " + System.getProperty("user.name"),
                        ""));
        ChildProcess process = ChildProcess.start(List.of(command, "-c", configuration.toString()), folder, "broker");
        return new Broker(process, "mosquitto", port);
    }

    private static Broker artemis(Path folder) throws IOException, InterruptedException {
        ChildProcess process = ChildProcess.start(
                ChildProcess.javaClass(
                        List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dio.netty.noUnsafe=false"),
                        EmbeddedBroker.class,
                        folder.resolve("artemis").toString()),
                folder,
                "broker");
        Wait.until(
                "the embedded broker tells its port",
                PATIENCE,
                () -> PORT.matcher(Files.readString(process.log())).find());
        Matcher matcher = PORT.matcher(Files.readString(process.log()));
        int port = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        return new Broker(process, "Artemis (embedded)", port);
    }

    private static boolean installed(String command, Path folder) {
        try (ChildProcess probe = ChildProcess.start(List.of(command, "-h"), folder, "probe")) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean accepts() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }
}
