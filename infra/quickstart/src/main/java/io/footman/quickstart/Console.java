package io.footman.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;

/** What the user of the quickstart sees. */
final class Console {
    private static final String LINE = "-".repeat(100);

    private final PrintStream out;
    private final Workspace workspace;
    private final Ports ports;

    Console(PrintStream out, Workspace workspace, Ports ports) {
        this.out = out;
        this.workspace = workspace;
        this.ports = ports;
    }

    synchronized void started(String name, int port) {
        out.printf("The %s is up: http://127.0.0.1:%d/health%n", name, port);
    }

    synchronized void sent(SampleEvent event, Sender.Answer answer) {
        out.printf(
                "%nSent: the reload of app \"%s\" failed (event %s). The gateway answered: %s%n",
                event.appName(), event.id(), answer);
    }

    synchronized void captured(Captured message) {
        out.println(LINE);
        out.println("Captured by " + message.kind() + ":");
        message.text().lines().filter(line -> !line.isBlank()).forEach(line -> out.println("  | " + line));
        for (Path file : message.files()) {
            out.println("  " + sinkAddress("/messages/" + file.getFileName()) + "   " + file);
        }
    }

    synchronized void ready(String signature) {
        out.println(LINE);
        out.println("Footman is running. Ctrl-C ends it.");
        out.println();
        out.println("Send another failed reload, signed as Qlik Cloud does; put any app name:");
        out.println("  curl --data-urlencode \"app=Stock by region\" " + sinkAddress("/send"));
        out.println();
        out.println(
                "Send a failed task of a client-managed Qlik Sense, by UDP as its scheduler does; put any task name:");
        out.println("  curl --data-urlencode \"task=Reload stock\" " + sinkAddress("/send"));
        out.println();
        out.println(
                "Send the first event again as Qlik's \"Resend\" does, straight to the gateway. It is known by then: no new message.");
        out.println("  curl -H \"Content-Type: application/json\" -H \"Qlik-Signature: " + signature
                + "\" --data-binary \"@" + workspace.firstEvent() + "\" http://127.0.0.1:" + ports.gateway()
                + "/api/qscloudreload");
        out.println();
        out.println("Captured messages   " + sinkAddress("/") + "   " + workspace.messages());
        out.println("Gateway             http://127.0.0.1:" + ports.gateway() + "/health   broker mqtt://127.0.0.1:"
                + ports.broker());
        out.println("Agent               http://127.0.0.1:" + ports.agent() + "/health   metrics /prometheus   UDP "
                + ports.udp());
        out.println("Journal             " + workspace.journal());
        out.println("Configuration       " + workspace.gateway().resolve("footman.yml"));
        out.println("                    " + workspace.agent().resolve("footman.yml"));
        out.println("Logs                " + workspace.logs());
        out.println();
    }

    synchronized void tell(String text) {
        out.println(text);
    }

    private String sinkAddress(String path) {
        return "http://127.0.0.1:" + ports.sink() + path;
    }
}
