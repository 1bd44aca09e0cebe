package io.footman.gateway.webhook;

import io.footman.model.settings.Secret;
import io.footman.model.signature.SignatureCheck;
import io.footman.model.signature.WebhookSignature;
import java.util.List;
import java.util.Optional;

/** The only way from a {@link RawWebhook} to a {@link VerifiedWebhook}. */
public final class SignatureVerifier {
    private final Optional<WebhookSignature> signature;

    /** @param secrets active secrets; with none, everything is let through, which the settings allow by name only */
    public SignatureVerifier(List<Secret> secrets) {
        this.signature = secrets.isEmpty() ? Optional.empty() : Optional.of(new WebhookSignature(secrets));
    }

    /** @throws Refusal with {@link Outcome#SIGNATURE} when the signature is missing or wrong */
    public VerifiedWebhook verify(RawWebhook raw) {
        if (signature.isEmpty()) {
            return new VerifiedWebhook(raw, false);
        }
        SignatureCheck check = signature.get().verify(raw.body(), raw.signature());
        return switch (check) {
            case VALID -> new VerifiedWebhook(raw, true);
            case MISSING -> throw new Refusal(Outcome.SIGNATURE, "signature missing");
            case MALFORMED -> throw new Refusal(Outcome.SIGNATURE, "signature is not 64 hex digits");
            case MISMATCH -> throw new Refusal(Outcome.SIGNATURE, "signature does not match");
        };
    }
}
