package io.footman.agent.destination.email;

import io.footman.agent.destination.Recipients;
import io.footman.agent.model.EventContext;
import io.footman.agent.model.Owner;
import io.footman.agent.model.Traits;
import io.footman.agent.model.Traits.Trait;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Collects who gets a mail about an event, in Butler's order (Butler alerts §3): addresses in a custom property of the
 * task, the configured ones, the app's owner; each mailbox once.
 */
final class EmailRecipients {
    private final EmailSettings settings;
    private final Traits traits;
    private final Map<String, InternetAddress> addresses = new LinkedHashMap<>();
    /** What a failed look-up or a slip in the QMC leaves uncertain. */
    private final List<String> doubts = new ArrayList<>();
    /** Why each way of finding somebody found nobody. */
    private final List<String> reasons = new ArrayList<>();

    private EmailRecipients(EmailSettings settings, Traits traits) {
        this.settings = settings;
        this.traits = traits;
    }

    static Recipients of(EmailSettings settings, EventContext context) {
        EmailRecipients recipients = new EmailRecipients(settings, context.traits());
        settings.fromProperty().ifPresent(recipients::addFromProperty);
        recipients.addConfigured();
        if (settings.owner().enabled()) {
            recipients.addOwner();
        }
        return recipients.collected();
    }

    private void addFromProperty(String property) {
        List<String> values = values(property);
        if (unknown(Trait.TASK_PROPERTIES)) {
            doubts.add("The recipients in the task's custom property \"" + property + "\" could not be looked up.");
            reasons.add("the task's custom property \"" + property + "\" could not be looked up");
        } else if (values.isEmpty()) {
            reasons.add("the task has no address in its custom property \"" + property + "\"");
        }
        values.stream()
                .flatMap(value -> Stream.of(value.split("[,;]")))
                .filter(text -> !text.isBlank())
                .forEach(text ->
                        MailAddresses.parse(text).ifPresentOrElse(this::add, () -> unusable(text.strip(), property)));
    }

    private void unusable(String text, String property) {
        doubts.add("The task's custom property \"" + property + "\" holds what is no e-mail address: " + text + ".");
        reasons.add("the task's custom property \"" + property + "\" holds what is no e-mail address");
    }

    private void addConfigured() {
        Optional<PropertyGate> gate = settings.gate();
        if (gate.isEmpty() || gate.get().isOpen(values(gate.get().name()))) {
            settings.to().forEach(this::add);
        } else if (unknown(Trait.TASK_PROPERTIES)) {
            doubts.add("Sent although \"to-if-custom-property\" could not be checked, because a look-up failed.");
            settings.to().forEach(this::add);
        } else if (!settings.to().isEmpty()) {
            reasons.add("the task's custom property \"" + gate.get().name() + "\" is not \""
                    + gate.get().value() + "\"");
        }
    }

    private void addOwner() {
        Optional<Owner> owner = traits.owner();
        boolean wanted = owner.filter(settings.owner()::wants).isPresent();
        List<InternetAddress> usable = owner.stream()
                .flatMap(known -> known.emails().stream())
                .flatMap(text -> MailAddresses.parse(text).stream())
                .toList();
        if (wanted) {
            usable.forEach(this::add);
        }
        if (usable.isEmpty() && unknown(Trait.OWNER)) {
            doubts.add("The app's owner could not be looked up and did not get this mail.");
            reasons.add("the app's owner could not be looked up");
        } else if (owner.isEmpty()) {
            reasons.add("the app has no owner that is known");
        } else if (!wanted) {
            reasons.add("the app's owner is excluded or not included");
        } else if (usable.isEmpty()) {
            reasons.add("the app's owner has no usable e-mail address");
        }
    }

    private Recipients collected() {
        return new Recipients(
                addresses.values().stream()
                        .map(InternetAddress::toUnicodeString)
                        .toList(),
                addresses.isEmpty() ? sentence(reasons) : "",
                doubts.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", doubts)));
    }

    private void add(InternetAddress address) {
        addresses.putIfAbsent(MailAddresses.key(address), address);
    }

    private List<String> values(String property) {
        return traits.taskProperties().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(property))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private boolean unknown(Trait trait) {
        return traits.unknown().contains(trait);
    }

    private static String sentence(List<String> reasons) {
        if (reasons.isEmpty()) {
            return "No address is configured";
        }
        String joined = String.join("; ", reasons);
        return Character.toUpperCase(joined.charAt(0)) + joined.substring(1);
    }
}
