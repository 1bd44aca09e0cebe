package io.footman.agent.destination.email;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.footman.agent.deliver.DeliverySettings;
import io.footman.agent.deliver.Lanes;
import io.footman.agent.deliver.RetryPolicy;
import io.footman.agent.destination.Alert;
import io.footman.agent.destination.Alerts;
import io.footman.agent.destination.ConfiguredDestination;
import io.footman.agent.destination.Destination;
import io.footman.agent.destination.Limits;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.TestParts;
import io.footman.agent.journal.Routing;
import io.footman.agent.journal.Routing.NewDelivery;
import io.footman.agent.journal.sql.JournalSettings;
import io.footman.agent.journal.sql.SqlJournal;
import io.footman.agent.model.EventContext;
import io.footman.model.settings.Settings;
import io.micronaut.email.javamail.composer.DefaultMessageComposer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Measures mails a second: the driver alone on one connection, then a whole lane with its journal on disk. A program, not a
 * test; see docs/destinations/email.md. Arguments: number of mails, folder for the journal.
 */
final class MailSpeed {
    private static final String NAME = "bi-mail";
    private static final String ADDRESS = "bi@example.com";

    private final int mails;
    private final Path folder;

    private MailSpeed(int mails, Path folder) {
        this.mails = mails;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        MailSpeed speed = new MailSpeed(
                arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000,
                arguments.length > 1 ? Path.of(arguments[1]) : Path.of("target"));
        try (MailSink sink = new MailSink()) {
            speed.driver("sink, warm-up", sink.port());
            speed.driver("sink", sink.port());
            for (int concurrency : new int[] {1, 1, 2, 4}) {
                speed.lane("sink", sink.port(), concurrency);
            }
        }
        GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        greenMail.start();
        try {
            speed.driver("GreenMail", greenMail.getSmtp().getPort());
            speed.lane("GreenMail", greenMail.getSmtp().getPort(), 1);
            speed.lane("GreenMail", greenMail.getSmtp().getPort(), 4);
        } finally {
            greenMail.stop();
        }
    }

    private void driver(String server, int port) {
        try (TestParts parts = new TestParts();
                Destination destination = open(parts, port)) {
            long cpu = cpu();
            long start = System.nanoTime();
            for (int i = 0; i < mails; i++) {
                Alert alert = Alerts.failedReload().key("k-" + i).to(ADDRESS).build();
                SendResult result = destination.send(alert);
                if (!(result instanceof SendResult.Delivered)) {
                    throw new IllegalStateException(result.toString());
                }
            }
            print("driver, " + server, start, cpu);
        }
    }

    private void lane(String server, int port, int concurrency) throws IOException, InterruptedException {
        Path file = Files.createTempDirectory(folder, "mail-speed").resolve("footman.db");
        try (TestParts parts = new TestParts();
                Destination destination = open(parts, port);
                SqlJournal journal = SqlJournal.open(new JournalSettings.File(file), Clock.systemUTC(), parts.meters)) {
            fill(journal);
            RetryPolicy policy = new RetryPolicy(
                    DeliverySettings.read(Settings.of("delivery", Map.of())),
                    Clock.systemUTC(),
                    RandomGenerator.getDefault(),
                    (dead, why) -> List.of());
            Lanes lanes = new Lanes(
                    List.of(new ConfiguredDestination(
                            NAME,
                            "email",
                            destination,
                            new Limits(concurrency, 0),
                            Optional.empty(),
                            Optional.empty())),
                    journal,
                    policy,
                    Clock.systemUTC(),
                    parts.alarms,
                    parts.meters);
            long cpu = cpu();
            long start = System.nanoTime();
            lanes.wake(NAME);
            while (delivered(parts) < mails) {
                Thread.onSpinWait();
                Thread.sleep(1);
            }
            print("lane of " + concurrency + ", " + server, start, cpu);
            lanes.stop(Duration.ofSeconds(5));
        }
    }

    private static double delivered(TestParts parts) {
        return parts.meters.find("footman.deliveries").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private void fill(SqlJournal journal) {
        List<CompletableFuture<Void>> open = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            EventContext template = Alerts.failedReload().build().context();
            EventContext context = new EventContext(
                    Alerts.eventOf("event-" + i, template.event()),
                    template.variables(),
                    template.traits(),
                    template.scriptLog(),
                    template.gaps());
            journal.append(List.of(context.event())).toCompletableFuture().join();
            open.add(journal.routed(new Routing(
                            context,
                            List.of(new NewDelivery(
                                    "key-" + i, "rule", NAME, ADDRESS, Optional.empty(), Optional.empty())),
                            List.of()))
                    .toCompletableFuture());
        }
        open.forEach(CompletableFuture::join);
    }

    private static Destination open(TestParts parts, int port) {
        Settings root = Settings.of(
                "footman",
                Map.of("mail", Map.of("host", "127.0.0.1", "port", port, "security", "none", "from", "f@example.com")));
        return new EmailType(parts.templates, parts.meters, parts.clock, parts.alarms, new DefaultMessageComposer())
                .read(NAME, Settings.of("footman.destinations." + NAME, Map.of("to", ADDRESS)), root);
    }

    private void print(String what, long start, long cpu) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%-24s %6.0f mails/s, %.2f ms of CPU each, server included%n",
                what, mails / seconds, (cpu() - cpu) / 1e6 / mails);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
