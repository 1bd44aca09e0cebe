package io.footman.agent.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may come in. Fails closed: a name that has no address lets nobody in. A name that had addresses keeps them for
 * an hour, so that a name service that is away for a moment shuts nobody out.
 */
public final class AllowList {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(AllowList.class);

    private final AllowedAddresses allowed;
    private final NameService names;
    private final Clock clock;
    private final Map<String, Answer> answers = new HashMap<>();
    private volatile Set<InetAddress> resolved = Set.of();

    /** Asks for the addresses of a host. */
    public interface NameService {
        /** @throws UnknownHostException when there are none, or when nobody could be asked */
        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    private record Answer(Instant at, List<InetAddress> addresses) {}

    /** The list, whose names let nobody in before {@link #resolve()}. */
    public AllowList(AllowedAddresses allowed, NameService names, Clock clock) {
        this.allowed = allowed;
        this.names = names;
        this.clock = clock;
    }

    /** Whether who comes from this address may come in. */
    public boolean allows(InetAddress address) {
        // Asked for each datagram and each call by threads that must be fast: no streams.
        for (Network network : allowed.networks()) {
            if (network.contains(address)) {
                return true;
            }
        }
        return resolved.contains(address);
    }

    /** Asks for all names anew. May take long; never called by the threads that receive. */
    public synchronized void resolve() {
        Set<InetAddress> all = new HashSet<>();
        for (String name : allowed.names()) {
            all.addAll(resolve(name));
        }
        resolved = Set.copyOf(all);
    }

    private List<InetAddress> resolve(String name) {
        Instant now = clock.instant();
        try {
            Answer answer = new Answer(now, List.copyOf(names.addresses(name)));
            answers.put(name, answer);
            return answer.addresses();
        } catch (UnknownHostException e) {
            Answer before = answers.get(name);
            boolean fresh = before != null && now.isBefore(before.at().plus(REMEMBERED));
            LOG.warn(
                    "event=allowed-name-unresolved name={} addresses={} remedy=\"check the name in {} and the name service of this"
                            + " machine; without an address who comes from there is refused\"",
                    name,
                    fresh ? "kept" : "none",
                    allowed.key());
            return before != null && fresh ? before.addresses() : List.of();
        }
    }
}
