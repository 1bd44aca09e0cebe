package io.footman.agent.intake.udp;

import io.footman.model.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may send, as configured.
 *
 * @param networks addresses and ranges of addresses
 * @param names host names, whose addresses may change
 */
record AllowedSenders(List<Network> networks, List<String> names) {
    static final String KEY = "allowed-senders";

    /** This machine. */
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?");
    private static final Pattern ADDRESS_LIKE = Pattern.compile("[0-9.]+");

    AllowedSenders {
        networks = List.copyOf(networks);
        names = List.copyOf(names);
    }

    /**
     * Reads the key {@code allowed-senders}; mistakes are collected there.
     *
     * @param repository the site's repository service: by default its host may send, and this machine
     */
    static AllowedSenders read(Settings section, Optional<URI> repository) {
        List<String> defaults = new ArrayList<>(LOOPBACK);
        repository.map(URI::getHost).ifPresent(host -> defaults.add(host.replaceAll("[\\[\\]]", "")));
        List<Network> networks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> entries = section.texts(KEY, defaults);
        for (String entry : entries) {
            String text = entry.strip();
            Optional<Network> network = Network.parse(text);
            if (network.isPresent()) {
                networks.add(network.get());
            } else if (NAME.matcher(text).matches()
                    && !ADDRESS_LIKE.matcher(text).matches()) {
                names.add(text);
            } else {
                section.mistake(
                        KEY,
                        "holds \"" + text + "\", which is no address, network or host name",
                        "Write it as 10.1.2.3, 10.1.0.0/16, fd00::/8 or sense1.example.com");
            }
        }
        if (entries.isEmpty()) {
            section.mistake(
                    KEY, "names nobody who may send", "Name the Qlik Sense nodes by address, network or host name");
        }
        return new AllowedSenders(networks, names);
    }
}
