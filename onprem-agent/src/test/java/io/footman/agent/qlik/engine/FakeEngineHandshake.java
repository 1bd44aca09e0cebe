package io.footman.agent.qlik.engine;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.regex.Pattern;

/** Lets a session in, when it names an app and a user as the engine wants them. */
final class FakeEngineHandshake extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Pattern PATH =
            Pattern.compile("/app/(engineData|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/identity/[A-Za-z0-9-]+");
    private static final Pattern USER = Pattern.compile("UserDirectory=[^;=]+; ?UserId=[^;=]+");
    private static final int LARGEST_FRAME = 1 << 20;

    private final FakeEngine engine;

    FakeEngineHandshake(FakeEngine engine) {
        this.engine = engine;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String user = request.headers().get("X-Qlik-User", "");
        if (!USER.matcher(user).matches()) {
            refuse(context, HttpResponseStatus.FORBIDDEN, "X-Qlik-User is wrong: " + user);
            return;
        }
        if (!PATH.matcher(request.uri()).matches()) {
            refuse(context, HttpResponseStatus.NOT_FOUND, "no such path: " + request.uri());
            return;
        }
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(engine.url(), null, true, LARGEST_FRAME).newHandshaker(request);
        if (handshaker == null) {
            refuse(context, HttpResponseStatus.BAD_REQUEST, "no WebSocket of version 13");
            return;
        }
        engine.opened(user, request.uri());
        handshaker.handshake(context.channel(), request).addListener(done -> {
            FakeEngineSession session = new FakeEngineSession(engine, handshaker);
            context.pipeline().addLast(session);
            session.greet(context);
        });
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, String why) {
        engine.wrong("handshake: " + why);
        context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A client that hangs up or shows no certificate is part of the tests.
        context.close();
    }
}
