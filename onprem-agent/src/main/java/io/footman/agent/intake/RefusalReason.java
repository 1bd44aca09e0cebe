package io.footman.agent.intake;

import java.util.Locale;

/** Why a message was not accepted. A closed list: logs, metrics and tests use the same words. */
public enum RefusalReason {
    /** Larger than Footman accepts. */
    TOO_LARGE("check what publishes to this topic; the gateway accepts no such message"),
    /** On a topic that the configuration does not name: left over from an earlier subscription. */
    UNEXPECTED_TOPIC("add the topic to footman.mqtt.topics, or remove the old session from the broker"),
    /** No Qlik Cloud event. */
    MALFORMED("check what publishes to this topic; the gateway passes Qlik Cloud's messages on unchanged"),
    /** The event's tenant is not configured. */
    UNKNOWN_TENANT("add the tenant below footman.qlik-cloud.tenants, or stop its webhook"),
    /** The tenant's events are signed and this one is not. */
    UNSIGNED("let all events come through a gateway that passes the signature on"),
    /** The signature was not made from these bytes with one of the tenant's secrets. */
    FORGED("give webhook-secrets the secret of the webhook; if it is right, somebody forges events"),
    /** The journal cannot store this one event although it stores others. */
    UNSTORABLE("report it as a defect of Footman"),
    /** A defect of Footman itself. */
    DEFECT("report it as a defect of Footman");

    private final String remedy;

    RefusalReason(String remedy) {
        this.remedy = remedy;
    }

    /** As written in logs and metrics: {@code unknown-tenant}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String remedy() {
        return remedy;
    }
}
