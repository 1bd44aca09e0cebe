package io.footman.agent.intake.udp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what one port lost since it last said so: UDP itself tells nobody. */
final class LossReport {
    private static final Logger LOG = LoggerFactory.getLogger(LossReport.class);

    private final UdpPort port;
    private final KernelDrops kernel;
    private long dropped;
    private long droppedTold;
    private long overflowedTold;

    LossReport(UdpPort port, KernelDrops kernel, MeterRegistry meters) {
        this.port = port;
        this.kernel = kernel;
        FunctionCounter.builder("footman.intake.udp.dropped", this, LossReport::dropped)
                .tag("door", port.name())
                .register(meters);
    }

    /** Datagrams that the operating system dropped since the port was opened; the last known number when it is closed. */
    synchronized long dropped() {
        Receiver receiver = port.receiver();
        if (receiver != null) {
            kernel.at(receiver.port()).ifPresent(now -> dropped = Math.max(dropped, now));
        }
        return dropped;
    }

    /** Warns about what is new. */
    synchronized void tell() {
        long droppedNow = dropped();
        if (droppedNow > droppedTold) {
            LOG.warn(
                    "event=datagrams-dropped-by-system door={} count={} remedy=\"enlarge footman.udp.receive-buffer and the"
                            + " largest buffer that the system allows: sysctl -w net.core.rmem_max=16777216\"",
                    port.name(),
                    droppedNow - droppedTold);
            droppedTold = droppedNow;
        }
        long overflowedNow = port.overflowed();
        if (overflowedNow > overflowedTold) {
            LOG.error(
                    "event=datagrams-overflowed door={} count={} remedy=\"the journal is too slow or cannot write: see"
                            + " footman_journal metrics, disk space and /health\"",
                    port.name(),
                    overflowedNow - overflowedTold);
            overflowedTold = overflowedNow;
        }
    }
}
