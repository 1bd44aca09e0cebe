package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.qlik.engine.FakeEngine.Answer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One session of the fake engine: takes requests apart, has them answered, sends answers whole or in pieces. */
final class FakeEngineSession extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FakeEngine engine;
    private final WebSocketServerHandshaker handshaker;
    private final FakeEngineCalls calls;

    FakeEngineSession(FakeEngine engine, WebSocketServerHandshaker handshaker) {
        this.engine = engine;
        this.handshaker = handshaker;
        this.calls = new FakeEngineCalls(engine);
    }

    void greet(ChannelHandlerContext context) {
        ObjectNode greeting = JSON.createObjectNode();
        greeting.put("jsonrpc", "2.0").put("method", "OnConnected");
        greeting.putObject("params").put("qSessionState", engine.greeting());
        context.writeAndFlush(new TextWebSocketFrame(greeting.toString()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) throws JsonProcessingException {
        if (frame instanceof CloseWebSocketFrame close) {
            handshaker.close(context, close.retain());
            return;
        }
        if (!(frame instanceof TextWebSocketFrame text)) {
            engine.wrong("frame " + frame);
            return;
        }
        JsonNode request = JSON.readTree(text.text());
        Optional<Answer> trouble = engine.trouble(request.path("method").asText());
        if (trouble.isPresent()) {
            spoil(context, request, trouble.get());
            return;
        }
        calls.answer(request)
                .whenComplete((answer, failure) -> context.executor().execute(() -> {
                    if (failure != null) {
                        engine.wrong(request, "the fake failed: " + failure);
                    } else {
                        send(context, answer.put("jsonrpc", "2.0").set("id", request.path("id")));
                    }
                }));
    }

    private void spoil(ChannelHandlerContext context, JsonNode request, Answer trouble) {
        if (trouble instanceof Answer.Refusal refusal) {
            send(
                    context,
                    FakeEngineCalls.error(refusal.code(), refusal.message()).set("id", request.path("id")));
        } else if (trouble instanceof Answer.Drop) {
            context.close();
        } else if (trouble instanceof Answer.Garbage) {
            context.writeAndFlush(new TextWebSocketFrame("{\"jsonrpc\":"));
        }
    }

    private void send(ChannelHandlerContext context, JsonNode answer) {
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        int size = engine.frameSize();
        for (int start = 0; start < bytes.length; start += size) {
            int length = Math.min(size, bytes.length - start);
            boolean last = start + length == bytes.length;
            context.write(
                    start == 0
                            ? new TextWebSocketFrame(last, 0, Unpooled.wrappedBuffer(bytes, start, length))
                            : new ContinuationWebSocketFrame(last, 0, Unpooled.wrappedBuffer(bytes, start, length)));
            if (last) {
                break;
            }
        }
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
