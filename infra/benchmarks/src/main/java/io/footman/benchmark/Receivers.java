package io.footman.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays Qlik Cloud, which takes 20 ms for each answer, and Slack, which counts what it gets. One thread. */
final class Receivers implements AutoCloseable {
    static final long LOOK_UP_MILLIS = 20;
    private static final int LARGEST_REQUEST = 1 << 20;
    private static final Pattern NUMBER = Pattern.compile("Benchmark (\\d{8})");
    private static final Pattern APP_NUMBER = Pattern.compile("9571-(\\d{12})");
    private static final Pattern RELOAD_NUMBER = Pattern.compile("/reloads/(?:logs/)?([0-9a-f]{24})$");

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final Arrivals arrivals;

    Receivers(Arrivals arrivals) throws InterruptedException {
        this.arrivals = arrivals;
        this.server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(LARGEST_REQUEST),
                                        new Handler());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String path = request.uri();
            if (path.startsWith("/slack")) {
                Matcher number = NUMBER.matcher(request.content().toString(StandardCharsets.UTF_8));
                arrivals.arrived(number.find() ? Integer.parseInt(number.group(1)) : Arrivals.UNKNOWN);
                respond(context, HttpResponseStatus.OK, "text/plain", "ok");
                return;
            }
            int number = numberIn(path);
            arrivals.lookUpStarted(number);
            context.executor()
                    .schedule(
                            () -> {
                                lookUp(context, path, number);
                                arrivals.lookUpEnded(number);
                            },
                            LOOK_UP_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }

    private static int numberIn(String path) {
        Matcher app = APP_NUMBER.matcher(path);
        if (app.find()) {
            return Integer.parseInt(app.group(1));
        }
        Matcher reload = RELOAD_NUMBER.matcher(path);
        return reload.find() ? Integer.parseInt(reload.group(1), 16) : Arrivals.UNKNOWN;
    }

    private static void lookUp(ChannelHandlerContext context, String path, int number) {
        String app = Webhooks.appId(Math.max(0, number));
        String name = String.format("Benchmark %08d", number);
        if (path.contains("/reloads/logs/")) {
            respond(
                    context,
                    HttpResponseStatus.OK,
                    "text/plain; charset=UTF-8",
                    "20261120T081531 Error: no\r\n".repeat(40));
        } else if (path.contains("/reloads/")) {
            json(context, """
                    {"id":"%024x","appId":"%s","tenantId":"%s","userId":"%s","type":"chronos","status":"FAILED",\
                    "creationTime":"2026-11-20T08:15:20Z","startTime":"2026-11-20T08:15:22Z",\
                    "endTime":"2026-11-20T08:15:31Z","errorCode":"EngineReloadScriptError","errorMessage":"error in script"}\
                    """.formatted(number, app, Webhooks.TENANT, Webhooks.USER));
        } else if (path.contains("/items")) {
            json(context, """
                    {"data":[{"id":"65f0c1d2","name":"%s","resourceId":"%s","resourceType":"app","spaceId":"%s",\
                    "resourceSize":{"appFile":524288,"appMemory":5242880},"meta":{"tags":[{"id":"t","name":"finance"}]}}]}\
                    """.formatted(name, app, Webhooks.SPACE));
        } else if (path.contains("/users/")) {
            json(context, """
                    {"id":"%s","status":"active","name":"Jane Doe","email":"jane.doe@example.com"}\
                    """.formatted(Webhooks.USER));
        } else if (path.contains("/spaces/")) {
            json(context, "{\"id\":\"" + Webhooks.SPACE + "\",\"name\":\"Finance\",\"type\":\"shared\"}");
        } else if (path.contains("/apps/")) {
            json(context, """
                    {"attributes":{"id":"%s","name":"%s","description":"","ownerId":"%s","published":false}}\
                    """.formatted(app, name, Webhooks.USER));
        } else {
            respond(context, HttpResponseStatus.NOT_FOUND, "application/json", "{\"errors\":[]}");
        }
    }

    private static void json(ChannelHandlerContext context, String body) {
        respond(context, HttpResponseStatus.OK, "application/json", body);
    }

    private static void respond(ChannelHandlerContext context, HttpResponseStatus status, String type, String body) {
        ByteBuf content = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        context.writeAndFlush(response);
    }
}
