package io.footman.model.cloud;

/** The three shapes in which Qlik Cloud sends one and the same event (Qlik webhooks §5). */
public enum BodyForm {
    /** Attributes {@code eventType}, {@code extensions.tenantId}, …; the only form before November 2025. */
    LEGACY,
    /** Legacy and CloudEvents attributes side by side. */
    HYBRID,
    /** CloudEvents 1.x; the only form after the legacy attributes were removed. */
    CLOUD_EVENTS
}
