package io.footman.gateway.settings;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import java.util.List;

/** Reads the secrets of a webhook; having none is a choice that must be made by name. */
final class SignatureSecrets {
    private static final String KEY = "secrets";

    private SignatureSecrets() {}

    static List<Secret> read(Settings section, String unsignedKey) {
        List<Secret> secrets = section.secrets(KEY);
        boolean unsigned = section.flag(unsignedKey, false);
        boolean alreadyReported =
                section.mistakes().stream().anyMatch(mistake -> mistake.key().equals(section.path() + "." + KEY));
        if (secrets.isEmpty() && !unsigned && !alreadyReported) {
            section.mistake(
                    KEY,
                    "is missing: anyone could send events",
                    "Give the secret of the webhook; to run without, set " + unsignedKey + ": true");
        }
        if (!secrets.isEmpty() && unsigned) {
            section.mistake(unsignedKey, "contradicts secrets", "Remove one of the two");
        }
        return secrets;
    }
}
