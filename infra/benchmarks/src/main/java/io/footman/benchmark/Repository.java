package io.footman.benchmark;

import io.footman.agent.qlik.repository.CallRecord;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.agent.qlik.repository.FakeQrs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The double of a site's repository as a process of its own, which knows every task. Tells what it was asked. */
public final class Repository {
    private static final long TELL_EVERY_MILLIS = 200;

    private Repository() {}

    /** @param arguments folder for the certificates; port; milliseconds that each answer takes */
    public static void main(String[] arguments) throws InterruptedException {
        FakeCertificates certificates = FakeCertificates.create(Path.of(arguments[0]));
        try (FakeQrs qrs = FakeQrs.start(certificates, Integer.parseInt(arguments[1]))) {
            qrs.site().knowingEveryId();
            qrs.delay(Duration.ofMillis(Long.parseLong(arguments[2])));
            String told = "";
            while (true) {
                CallRecord record = qrs.record();
                String now = String.format(
                        "calls=%d connections=%d wrong=%d at-once=%d",
                        record.calls(), record.connections(), qrs.wrongCalls().size(), record.mostAtOnce());
                if (!now.equals(told)) {
                    System.out.println(now + " routes=" + record.routes());
                    qrs.wrongCalls().stream().limit(1).forEach(System.out::println);
                    told = now;
                }
                TimeUnit.MILLISECONDS.sleep(TELL_EVERY_MILLIS);
            }
        }
    }
}
