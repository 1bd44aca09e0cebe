package io.footman.agent.net;

import io.footman.model.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may come in, as configured.
 *
 * @param key the full key of the list, for messages
 * @param networks addresses and ranges of addresses
 * @param names host names, whose addresses may change
 */
public record AllowedAddresses(String key, List<Network> networks, List<String> names) {
    /** This machine. */
    public static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?");
    private static final Pattern ADDRESS_LIKE = Pattern.compile("[0-9.]+");

    public AllowedAddresses {
        networks = List.copyOf(networks);
        names = List.copyOf(names);
    }

    /**
     * Reads a list; mistakes are collected in the section. An empty list lets nobody in: the caller judges whether that
     * is one.
     */
    public static AllowedAddresses read(Settings section, String key, List<String> defaults) {
        List<Network> networks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String entry : section.texts(key, defaults)) {
            String text = entry.strip();
            Optional<Network> network = Network.parse(text);
            if (network.isPresent()) {
                networks.add(network.get());
            } else if (NAME.matcher(text).matches()
                    && !ADDRESS_LIKE.matcher(text).matches()) {
                names.add(text);
            } else {
                section.mistake(
                        key,
                        "holds \"" + text + "\", which is no address, network or host name",
                        "Write it as 10.1.2.3, 10.1.0.0/16, fd00::/8 or sense1.example.com");
            }
        }
        return new AllowedAddresses(section.path() + "." + key, networks, names);
    }

    /** Whether nobody is named. */
    public boolean isEmpty() {
        return networks.isEmpty() && names.isEmpty();
    }
}
