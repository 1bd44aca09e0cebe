package io.footman.agent.destination.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** Checks e-mail addresses by their form; whether anyone reads there only a mail can tell. */
final class MailAddresses {
    private static final String LOCAL_PART = "[\\x21-\\x7e&&[^@<>\",;:\\\\\\[\\]()]]{1,64}";
    private static final String DOMAIN = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    private MailAddresses() {}

    /** One address, with or without a name ({@code BI Team <bi@example.com>}); empty when it is none. */
    static Optional<InternetAddress> parse(String text) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(text.strip(), true);
            if (addresses.length != 1 || addresses[0].isGroup() || text.chars().anyMatch(Character::isISOControl)) {
                return Optional.empty();
            }
            InternetAddress address = addresses[0];
            int at = address.getAddress().lastIndexOf('@');
            if (at < 1) {
                return Optional.empty();
            }
            String local = address.getAddress().substring(0, at);
            String domain = IDN.toASCII(address.getAddress().substring(at + 1));
            if (!local.matches(LOCAL_PART) || !domain.matches(DOMAIN) || domain.contains("..")) {
                return Optional.empty();
            }
            address.setAddress(local + "@" + domain);
            return Optional.of(address);
        } catch (AddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What two addresses of one mailbox have in common. */
    static String key(InternetAddress address) {
        return address.getAddress().toLowerCase(Locale.ROOT);
    }
}
