package io.footman.agent.qlik.cloud;

import io.footman.agent.model.FailureReason;

/** What a status other than 200 means for a look-up, in words for the reader of an alert (Qlik Cloud API §2, §3). */
final class Refusals {
    private Refusals() {}

    static QlikCloudException of(int status) {
        return switch (status) {
            case 401 -> refusal(FailureReason.AUTH, status, "Qlik Cloud does not accept the API key");
            case 403 -> refusal(FailureReason.AUTH, status, "the user of the API key may not see it");
            case 404 ->
                refusal(
                        FailureReason.CLIENT_ERROR,
                        status,
                        "Qlik Cloud has none, or the user of the API key may not see it");
            case 429 -> refusal(FailureReason.RATE_LIMITED, status, "Qlik Cloud's rate limit is used up");
            default ->
                status >= 500
                        ? refusal(FailureReason.SERVER_ERROR, status, "Qlik Cloud has a problem of its own")
                        : refusal(FailureReason.CLIENT_ERROR, status, "Qlik Cloud answered in an unexpected way");
        };
    }

    private static QlikCloudException refusal(FailureReason reason, int status, String text) {
        return new QlikCloudException(reason, status, text + " (" + status + ")");
    }
}
