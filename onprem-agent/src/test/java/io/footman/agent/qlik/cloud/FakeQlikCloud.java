package io.footman.agent.qlik.cloud;

import io.footman.testkit.TestCertificates;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * A tenant's REST API on a free port of the loopback interface, over https or http. It knows exactly the paths and queries
 * of the reference (Qlik Cloud API §3), wants the API key and answers anything else as Qlik Cloud would, so that a wrong
 * call fails. One app, reload, user and space are there from the start.
 */
public final class FakeQlikCloud implements AutoCloseable {
    public static final String API_KEY = "eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCJ9.fake-api-key";
    public static final String APP = "e7af59a0-c243-480d-9571-08727551a66f";
    public static final String RELOAD = "66a4fd3418ec290e6ceb025d";
    public static final String OWNER = "637390ec6541614d3a88d6c1";
    public static final String ACTOR = "637390ec6541614d3a88d6c2";
    public static final String SPACE = "65f0c1d2e3a4b5c6d7e8f901";
    public static final String APP_PATH = "/api/v1/apps/" + APP;
    public static final String ITEM_PATH =
            "/api/v1/items?resourceType=app&resourceId=" + APP + "&noActions=true&limit=100";
    public static final String RELOAD_PATH = "/api/v1/reloads/" + RELOAD;
    public static final String LOG_PATH = APP_PATH + "/reloads/logs/" + RELOAD;
    public static final String OWNER_PATH = "/api/v1/users/" + OWNER;
    public static final String ACTOR_PATH = "/api/v1/users/" + ACTOR;
    public static final String SPACE_PATH = "/api/v1/spaces/" + SPACE;

    /** What is answered to one call. */
    public record Answer(int status, String body, Map<String, String> headers) {
        public static Answer ok(String body) {
            return new Answer(200, body, Map.of());
        }

        public static Answer status(int status) {
            return new Answer(status, error(status), Map.of());
        }

        public static Answer rateLimited(String retryAfter) {
            return new Answer(429, error(429), Map.of("Retry-After", retryAfter));
        }

        public static Answer redirect(String location) {
            return new Answer(308, "", Map.of("Location", location));
        }

        private static String error(int status) {
            return "{\"errors\":[{\"code\":\"HTTP-" + status
                    + "\",\"title\":\"Refused\",\"detail\":\"By the fake.\"}]}";
        }
    }

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Function<Integer, Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrongCalls = new ConcurrentLinkedQueue<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Channel channel;
    private final String scheme;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean anyId;

    private FakeQlikCloud(Optional<SslContext> tls) {
        this.scheme = tls.isPresent() ? "https" : "http";
        this.channel = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        tls.ifPresent(context -> connection.pipeline().addLast(context.newHandler(connection.alloc())));
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(1 << 16))
                                .addLast(new Handler());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        answer(APP_PATH, Answer.ok(Samples.APP));
        answer(ITEM_PATH, Answer.ok(Samples.ITEM));
        answer(RELOAD_PATH, Answer.ok(Samples.RELOAD));
        answer(LOG_PATH, Answer.ok(Samples.LOG));
        answer(OWNER_PATH, Answer.ok(Samples.user(OWNER, "Jane Doe", "jane.doe@example.com")));
        answer(ACTOR_PATH, Answer.ok(Samples.user(ACTOR, "John Roe", "john.roe@example.com")));
        answer(SPACE_PATH, Answer.ok(Samples.SPACE));
    }

    public static FakeQlikCloud http() {
        return new FakeQlikCloud(Optional.empty());
    }

    public static FakeQlikCloud https(TestCertificates certificates) {
        try {
            return new FakeQlikCloud(Optional.of(SslContextBuilder.forServer(
                            certificates.server().toFile(),
                            certificates.serverKey().toFile())
                    .build()));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tenant's address for {@code footman.qlik-cloud.tenants.NAME.url}. */
    public String url() {
        return scheme + "://localhost:" + ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Answers this path and query from now on. */
    public FakeQlikCloud answer(String path, Answer answer) {
        return answer(path, number -> answer);
    }

    /** Answers by the number of the call, counted from 1. */
    public FakeQlikCloud answer(String path, Function<Integer, Answer> byNumber) {
        answers.put(path, byNumber);
        return this;
    }

    /** Answers every path it knows in this way. */
    public FakeQlikCloud answerAll(Answer answer) {
        answers.replaceAll((path, before) -> number -> answer);
        return this;
    }

    /** Lets each answer wait. */
    public FakeQlikCloud delay(Duration wait) {
        this.delay = wait;
        return this;
    }

    /** Knows every app and reload id, with the sample answers: for load tests. */
    public FakeQlikCloud knowingEveryId() {
        this.anyId = true;
        return this;
    }

    public int calls(String path) {
        return calls.getOrDefault(path, 0);
    }

    public int calls() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** All paths in the order of the calls; not kept for load tests. */
    public List<String> paths() {
        return List.copyOf(paths);
    }

    /** Calls that the real Qlik Cloud would not understand, with what is wrong. */
    public List<String> wrongCalls() {
        return List.copyOf(wrongCalls);
    }

    private Answer answer(FullHttpRequest request) {
        String path = request.uri();
        int number = calls.merge(anyId ? "any" : path, 1, Integer::sum);
        if (!anyId) {
            paths.add(path);
        }
        if (!request.method().equals(HttpMethod.GET)) {
            wrongCalls.add(request.method() + " " + path);
            return Answer.status(405);
        }
        if (!("Bearer " + API_KEY).equals(request.headers().get("Authorization"))) {
            wrongCalls.add("no or wrong API key: " + path);
            return Answer.status(401);
        }
        Function<Integer, Answer> known = answers.get(path);
        if (known == null && anyId) {
            return Samples.forAnyId(path).orElseGet(() -> Answer.status(404));
        }
        if (known == null) {
            wrongCalls.add("unknown: " + path);
            return Answer.status(404);
        }
        return known.apply(number);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            Answer answer = answer(request);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(answer.status()),
                    Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8));
            response.headers().set("Content-Length", response.content().readableBytes());
            response.headers().set("Content-Type", answer.body().startsWith("{") ? "application/json" : "text/plain");
            answer.headers().forEach((name, value) -> response.headers().set(name, value));
            if (delay.isZero()) {
                context.writeAndFlush(response);
            } else {
                context.executor()
                        .schedule(() -> context.writeAndFlush(response), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A client that hangs up or does not trust the certificate is part of the tests.
            context.close();
        }
    }
}
