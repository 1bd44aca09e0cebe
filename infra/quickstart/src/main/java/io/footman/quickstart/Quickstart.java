package io.footman.quickstart;

import io.footman.model.settings.Secret;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts gateway and agent, sends one failed reload through them, shows what came out and stays up until Ctrl-C. */
public final class Quickstart implements AutoCloseable {
    private static final Set<String> KINDS = Set.of("e-mail", "slack", "teams", "webhook");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STOP_GRACE_MILLIS = 1_000;
    private static final String FIRST_APP = "Sales report";

    private final Path project;
    private final Workspace workspace;
    private final Ports ports;
    private final Secret secret;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Console console;
    private final CapturedMessages messages;
    private final SampleTenant tenant = new SampleTenant(clock);
    private final Sender sender;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Quickstart(Path project, Workspace workspace, Ports ports, PrintStream out) {
        this.project = project;
        this.workspace = workspace;
        this.ports = ports;
        this.secret = new Secret(workspace.webhookSecret(new SecureRandom()));
        this.console = new Console(out, workspace, ports);
        this.messages = new CapturedMessages(workspace.messages(), console::captured);
        this.sender =
                new Sender(client, URI.create("http://127.0.0.1:" + ports.gateway() + "/api/qscloudreload"), secret);
    }

    /** @param arguments the root folder of the project */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
        try {
            Workspace workspace = new Workspace(project.resolve("target").resolve("quickstart"));
            Quickstart quickstart = new Quickstart(project, workspace, Ports.choose(System::getProperty), out);
            Runtime.getRuntime().addShutdownHook(new Thread(quickstart::stop, "quickstart-stop"));
            quickstart.run();
        } catch (QuickstartException e) {
            out.println("Quickstart: " + e.getMessage());
        } catch (IOException e) {
            out.println("Quickstart: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Reached only when something went wrong: Ctrl-C ends the JVM while run() waits.
        System.exit(1);
    }

    private void run() throws IOException, InterruptedException {
        keep(workspace.lock());
        keep(new HttpSink(
                ports.sink(), messages, tenant, Map.of("app", this::sendForCaller, "task", this::sendTaskForCaller)));
        keep(new MailSink(ports.mail(), messages));
        writeConfiguration();

        Application gateway = keep(start("gateway", "cloud-gateway", workspace.gateway()));
        gateway.awaitHealthy(client, health(ports.gateway(), "/readiness"), "UP");
        console.started("gateway", ports.gateway());
        Application agent = keep(start("agent", "onprem-agent", workspace.agent()));
        // The whole health, which follows the subscription: the broker keeps events from then on.
        agent.awaitHealthy(client, health(ports.agent(), ""), "UP");
        console.started("agent", ports.agent());

        SampleEvent event = newEvent(FIRST_APP);
        Files.write(workspace.firstEvent(), event.body());
        Sender.Answer answer = sender.send(event);
        console.sent(event, answer);
        if (!answer.accepted()) {
            throw new QuickstartException("The gateway did not accept the event. See " + workspace.logs());
        }
        Set<String> missing = messages.awaitKinds(KINDS, FIRST_APP, PATIENCE.toMillis());
        if (!missing.isEmpty()) {
            throw new QuickstartException("No message came by " + String.join(", ", missing) + " within "
                    + PATIENCE.toSeconds() + " s. See " + workspace.logs());
        }
        console.ready(sender.sign(event));

        gateway.awaitEndOfEither(agent);
        // Ctrl-C reaches all processes at once: give the stop of this one the time to begin.
        if (stopping.await(STOP_GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
            new CountDownLatch(1).await();
        }
        throw new QuickstartException("The gateway or the agent has ended. See " + workspace.logs());
    }

    private void stop() {
        stopping.countDown();
        close();
        console.tell("Stopped. The journal and the captured messages are kept.");
    }

    /** Ends both processes and the sinks, the last started first. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                console.tell("While stopping: " + e);
            }
        }
    }

    private synchronized <T extends AutoCloseable> T keep(T service) {
        running.push(service);
        return service;
    }

    private Application start(String name, String module, Path home) {
        return Application.start(
                name,
                project,
                module,
                project.resolve("infra/jvm/" + name + ".options"),
                home,
                workspace.logs().resolve(name + ".log"));
    }

    private void writeConfiguration() {
        Map<String, String> values = Map.of(
                "gateway", Integer.toString(ports.gateway()),
                "agent", Integer.toString(ports.agent()),
                "broker", Integer.toString(ports.broker()),
                "sink", Integer.toString(ports.sink()),
                "mail", Integer.toString(ports.mail()),
                "udp", Integer.toString(ports.udp()),
                "tenant", SampleEvent.TENANT,
                "api-key", SampleTenant.API_KEY,
                "secret", secret.reveal());
        workspace.write(workspace.gateway().resolve("footman.yml"), "gateway.yml", values);
        workspace.write(workspace.agent().resolve("footman.yml"), "agent.yml", values);
    }

    private SampleEvent newEvent(String appName) {
        SampleEvent event = SampleEvent.failedReload(appName, clock);
        tenant.add(event);
        return event;
    }

    private String sendForCaller(String appName) {
        SampleEvent event = newEvent(appName);
        try {
            Sender.Answer answer = sender.send(event);
            console.sent(event, answer);
            return "Sent event " + event.id() + "; the gateway answered: " + answer;
        } catch (IOException e) {
            return "The gateway does not answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Stopping";
        }
    }

    private String sendTaskForCaller(String taskName) {
        try {
            SampleTask.failed(taskName, Clock.systemDefaultZone()).send(ports.udp());
            return "Sent a datagram about task \"" + taskName + "\" to port " + ports.udp();
        } catch (IOException e) {
            return "The datagram could not be sent: " + e;
        }
    }

    private static URI health(int port, String kind) {
        return URI.create("http://127.0.0.1:" + port + "/health" + kind);
    }
}
