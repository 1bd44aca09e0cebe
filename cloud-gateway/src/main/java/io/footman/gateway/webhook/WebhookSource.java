package io.footman.gateway.webhook;

import io.footman.gateway.settings.QlikCloudSettings;
import io.footman.gateway.settings.WebhookSettings;

/** Everything that is particular to one sender: how its requests are checked and where they go. */
public final class WebhookSource {
    private static final String QLIK_SIGNATURE = "Qlik-Signature";

    private final String name;
    private final String signatureHeader;
    private final RequiredHeaders requiredHeaders;
    private final SignatureVerifier verifier;
    private final Envelope envelope;

    private WebhookSource(
            String name,
            String signatureHeader,
            RequiredHeaders requiredHeaders,
            SignatureVerifier verifier,
            Envelope envelope) {
        this.name = name;
        this.signatureHeader = signatureHeader;
        this.requiredHeaders = requiredHeaders;
        this.verifier = verifier;
        this.envelope = envelope;
    }

    /** The Qlik Cloud webhook. */
    public static WebhookSource qlikCloud(QlikCloudSettings settings) {
        return new WebhookSource(
                "qlik-cloud",
                QLIK_SIGNATURE,
                new RequiredHeaders(settings.headerPolicy(), settings.headers()),
                new SignatureVerifier(settings.secrets()),
                new QlikCloudEnvelope(settings));
    }

    /** A further source; its body is not looked into. */
    public static WebhookSource of(WebhookSettings settings) {
        Addressed addressed =
                new Addressed(java.util.Optional.of(settings.topic().text()), java.util.Optional.empty(), "", "", "");
        return new WebhookSource(
                settings.name(),
                settings.signatureHeader(),
                new RequiredHeaders(settings.headerPolicy(), settings.headers()),
                new SignatureVerifier(settings.secrets()),
                webhook -> addressed);
    }

    /** Name in metrics and log. */
    public String name() {
        return name;
    }

    String signatureHeader() {
        return signatureHeader;
    }

    RequiredHeaders requiredHeaders() {
        return requiredHeaders;
    }

    SignatureVerifier verifier() {
        return verifier;
    }

    Envelope envelope() {
        return envelope;
    }
}
