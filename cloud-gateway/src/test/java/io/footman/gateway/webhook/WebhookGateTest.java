package io.footman.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.footman.gateway.kit.Call;
import io.footman.gateway.kit.Configured;
import io.footman.gateway.settings.GatewaySettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate alone: what it makes of the publisher's results, and that nothing is touched before its time. */
class WebhookGateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:15:31Z");

    @ParameterizedTest
    @CsvSource({
        "refuse, ACKNOWLEDGED, ACCEPTED",
        "refuse, NO_SUBSCRIBER, NO_SUBSCRIBER",
        "accept, NO_SUBSCRIBER, ACCEPTED_WITHOUT_SUBSCRIBER",
        "refuse, REFUSED, BROKER_REFUSED",
        "refuse, TIMED_OUT, NOT_ACKNOWLEDGED",
        "refuse, OVERLOADED, OVERLOADED"
    })
    void judgesWhatTheBrokerSaid(String withoutSubscriber, PublishResult result, Outcome outcome) {
        GatewaySettings settings =
                settings("mqtt://b\", without-subscriber: " + withoutSubscriber + ", client-id: \"x", "");

        assertThat(receive(settings, result, result, new Request(Call.signed(Call.event()), null))
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void tellsSuccessOnlyWhenTheCopyArrivedToo() {
        GatewaySettings settings = settings("mqtt://b", "\nlegacy-copy-topic: copy");
        Request request = new Request(Call.signed(Call.event()), null);

        assertThat(receive(settings, PublishResult.ACKNOWLEDGED, PublishResult.TIMED_OUT, request)
                        .outcome())
                .isEqualTo(Outcome.NOT_ACKNOWLEDGED);
        assertThat(receive(settings, PublishResult.ACKNOWLEDGED, PublishResult.ACKNOWLEDGED, request)
                        .outcome())
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void doesNotReadTheBodyWhenTheHeadIsWrong() {
        Request request = new Request(Call.signed(Call.event()), "a=b");

        assertThat(receive(settings("mqtt://b", ""), PublishResult.ACKNOWLEDGED, PublishResult.ACKNOWLEDGED, request)
                        .outcome())
                .isEqualTo(Outcome.QUERY_STRING);
        assertThat(request.bodyWasRead).isFalse();
    }

    @Test
    void doesNotParseWhatIsNotVerified() {
        Call unsigned = Call.signed("[".repeat(100_000)).header("Qlik-Signature", "00");

        assertThat(receive(
                                settings("mqtt://b", ""),
                                PublishResult.ACKNOWLEDGED,
                                PublishResult.ACKNOWLEDGED,
                                new Request(unsigned, null))
                        .outcome())
                .isEqualTo(Outcome.SIGNATURE);
    }

    private static GateResult receive(
            GatewaySettings settings, PublishResult original, PublishResult copy, Request request) {
        Publisher publisher = new Publisher(original, copy);
        WebhookGate gate = new WebhookGate(publisher, Clock.fixed(NOW, ZoneOffset.UTC), settings);
        GateResult result = gate.receive(WebhookSource.qlikCloud(settings.qlikCloud()), request)
                .toCompletableFuture()
                .join();
        assertThat(publisher.published)
                .allSatisfy(webhook -> assertThat(webhook.receivedAt()).isEqualTo(NOW));
        return result;
    }

    private static GatewaySettings settings(String url, String qlik) {
        return Configured.by(url, "secrets: [" + Call.SECRET + "]" + qlik, "");
    }

    private static final class Publisher implements WebhookPublisher {
        final List<VerifiedWebhook> published = new ArrayList<>();
        private final PublishResult original;
        private final PublishResult copy;

        Publisher(PublishResult original, PublishResult copy) {
            this.original = original;
            this.copy = copy;
        }

        @Override
        public CompletionStage<PublishResult> publish(VerifiedWebhook webhook, String topic) {
            published.add(webhook);
            return CompletableFuture.completedFuture(original);
        }

        @Override
        public CompletionStage<PublishResult> publishCopy(VerifiedWebhook webhook, Addressed.LegacyCopy second) {
            assertThat(new String(second.payload(), StandardCharsets.UTF_8)).contains("cloudEventsVersion");
            return CompletableFuture.completedFuture(copy);
        }
    }

    private static final class Request implements RawRequest {
        boolean bodyWasRead;
        private final Call call;
        private final String query;

        Request(Call call, String query) {
            this.call = call;
            this.query = query;
        }

        @Override
        public String query() {
            return query;
        }

        @Override
        public String header(String name) {
            return name.equals("content-type") ? "application/json" : call.header(name);
        }

        @Override
        public OptionalLong declaredLength() {
            return OptionalLong.of(call.body().length);
        }

        @Override
        public CompletionStage<byte[]> body() {
            bodyWasRead = true;
            return CompletableFuture.completedFuture(call.body());
        }
    }
}
