package io.footman.agent.destination.email;

import io.footman.agent.destination.Recipients;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Traits;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who gets a mail about an event: the configured addresses and the app's owner, each mailbox once. */
final class EmailRecipients {
    private EmailRecipients() {}

    static Recipients of(EmailSettings settings, EventContext context) {
        Map<String, InternetAddress> addresses = new LinkedHashMap<>();
        settings.to().forEach(address -> addresses.putIfAbsent(MailAddresses.key(address), address));
        Optional<Owner> owner = context.traits().owner().filter(settings.owner()::wants);
        List<InternetAddress> ofOwner = owner.map(EmailRecipients::addresses).orElse(List.of());
        ofOwner.forEach(address -> addresses.putIfAbsent(MailAddresses.key(address), address));
        return new Recipients(
                addresses.values().stream()
                        .map(InternetAddress::toUnicodeString)
                        .toList(),
                addresses.isEmpty() ? whyNobody(settings, context, owner) : "");
    }

    private static List<InternetAddress> addresses(Owner owner) {
        List<InternetAddress> addresses = new ArrayList<>();
        owner.emails().forEach(text -> MailAddresses.parse(text).ifPresent(addresses::add));
        return addresses;
    }

    private static String whyNobody(EmailSettings settings, EventContext context, Optional<Owner> owner) {
        if (!settings.owner().enabled()) {
            return "No address is configured";
        }
        if (context.traits().unknown().contains(Traits.Trait.OWNER)) {
            return "The app's owner could not be looked up, and no address is configured in to";
        }
        if (context.traits().owner().isEmpty()) {
            return "The app has no owner that is known";
        }
        return owner.isEmpty()
                ? "The app's owner is excluded or not included"
                : "The app's owner has no usable e-mail address";
    }
}
