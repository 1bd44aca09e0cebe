package io.footman.agent.destination.email;

import io.footman.model.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * The key {@code to-if-custom-property}: the addresses in {@code to} get a mail only if the task has this value (Butler's
 * {@code alertEnableByCustomProperty}).
 *
 * @param name of the custom property
 * @param value that opens the gate
 */
record PropertyGate(String name, String value) {
    private static final String KEY = "to-if-custom-property";
    private static final String USUAL_VALUE = "Yes";

    static Optional<PropertyGate> read(Settings section) {
        if (!section.has(KEY)) {
            return Optional.empty();
        }
        Settings gate = section.section(KEY);
        String name =
                gate.requiredText("name", "Name a custom property of tasks, such as Butler_FailedAlertEnableEmail");
        return Optional.of(new PropertyGate(name, gate.text("value", USUAL_VALUE)));
    }

    boolean isOpen(List<String> values) {
        return values.stream().anyMatch(value::equalsIgnoreCase);
    }
}
