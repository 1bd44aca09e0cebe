package io.footman.agent.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowRequestsTest {
    private static final String REQUEST = "GET /v4/butlerping HTTP/1.1\r\nHost: a\r\n\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        channel.freezeTime();
        SlowRequests slow = new SlowRequests();
        channel.pipeline()
                .addLast(slow)
                .addLast(new HttpServerCodec())
                .addLast(new RequestIntake(slow))
                .addLast(new SimpleChannelInboundHandler<HttpObject>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
                        // The test answers when it wants to.
                    }
                });
    }

    @AfterEach
    void disconnect() {
        channel.finishAndReleaseAll();
    }

    @Test
    void requestThatDripsInIsAnsweredWithATimeout() {
        for (int i = 0; i < 16; i++) {
            receive("G");
            wait(Duration.ofSeconds(2));
        }

        assertThat(sent())
                .startsWith("HTTP/1.1 408")
                .contains("\"message\":\"The request did not arrive within 30 seconds");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void bodyThatStopsHalfWayDoesNotHoldTheConnection() {
        receive("POST /v4/keyvalues/ns HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
        wait(Duration.ofSeconds(32));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void callMayTakeItsTime() {
        receive(REQUEST);
        wait(Duration.ofHours(2));
        answer();

        assertThat(sent()).startsWith("HTTP/1.1 200");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void connectionOnWhichNothingIsAskedIsClosed() {
        receive(REQUEST);
        answer();
        wait(Duration.ofSeconds(110));
        assertThat(channel.isOpen()).isTrue();

        wait(Duration.ofSeconds(15));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void slowRequestBehindAnUnansweredOneIsNotAnsweredOutOfTurn() {
        receive(REQUEST);
        receive("GET /");
        wait(Duration.ofSeconds(32));

        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void brokenRequestLeavesNoClockRunning() {
        receive("rubbish\r\n\r\n");
        wait(Duration.ofSeconds(32));

        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void answer() {
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
    }

    private void wait(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
        channel.runPendingTasks();
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        ByteBuf buffer = channel.readOutbound();
        while (buffer != null) {
            text.append(buffer.toString(StandardCharsets.UTF_8));
            ReferenceCountUtil.release(buffer);
            buffer = channel.readOutbound();
        }
        return text.toString();
    }
}
