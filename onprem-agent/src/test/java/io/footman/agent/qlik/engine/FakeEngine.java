package io.footman.agent.qlik.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.footman.agent.qlik.repository.FakeCertificates;
import io.footman.testkit.TestBroker;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * The engine of a Qlik Sense site on the loopback interface: JSON-RPC over an encrypted WebSocket. It demands the client
 * certificate of its site and a user, gives handles for what is opened, and speaks only the calls that Footman uses: a wrong
 * method, handle or parameter is answered with an error and kept in {@link #wrongCalls}. Reloads wait until the test ends
 * them, if it wants so.
 *
 * <pre>{@code
 * try (FakeEngine engine = FakeEngine.start(certificates)) {
 *     engine.add(FakeEngineApp.of(id, "Sales")).holdReloads();
 *     // engine.url(), engine.endReload(id, true)
 * }
 * }</pre>
 */
public final class FakeEngine implements AutoCloseable {
    private static final int LARGEST_REQUEST = 1 << 20;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final FakeCertificates certificates;
    private final SslContext tls;
    private final int port;
    private final Map<String, FakeEngineApp> apps = new LinkedHashMap<>();
    private final List<String> wrongCalls = new CopyOnWriteArrayList<>();
    private final List<String> users = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Map<String, FakeEngineReload> reloads = new ConcurrentHashMap<>();
    private volatile boolean holdReloads;
    private volatile boolean knowsDoReloadEx = true;
    private volatile int frameSize = Integer.MAX_VALUE;
    private volatile String greeting = "SESSION_CREATED";
    private volatile Function<String, Optional<Answer>> trouble = method -> Optional.empty();

    private FakeEngine(FakeCertificates certificates, int port) {
        this.certificates = certificates;
        this.port = port;
        try {
            this.tls = SslContextBuilder.forServer(certificates.serverKey(), certificates.server())
                    .trustManager(certificates.root())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
        appear();
    }

    /** What is answered in place of the right thing. */
    public sealed interface Answer {
        /** An error in the engine's form. */
        record Refusal(int code, String message) implements Answer {}

        /** Nothing, for ever. */
        record Silence() implements Answer {}

        /** The end of the connection. */
        record Drop() implements Answer {}

        /** A text that is no JSON. */
        record Garbage() implements Answer {}
    }

    public static FakeEngine start(FakeCertificates certificates) {
        return new FakeEngine(certificates, TestBroker.freePort());
    }

    /** On a given port, for a test in which another process is told the address first. */
    public static FakeEngine start(FakeCertificates certificates, int port) {
        return new FakeEngine(certificates, port);
    }

    /** For {@code footman.qlik-sense.engine}. */
    public String url() {
        return "wss://localhost:" + port;
    }

    public int port() {
        return port;
    }

    public FakeCertificates certificates() {
        return certificates;
    }

    public synchronized FakeEngine add(FakeEngineApp app) {
        apps.put(app.id(), app);
        return this;
    }

    /** Reloads end only when the test says so. */
    public FakeEngine holdReloads() {
        this.holdReloads = true;
        return this;
    }

    /** Ends the reload of an app that waits for it. */
    public void endReload(String app, boolean success) {
        Optional.ofNullable(reloads.get(app))
                .orElseThrow(() -> new AssertionError("App " + app + " is not being reloaded"))
                .end(success);
    }

    /** What the reload of an app tells when it is next asked how far it is. */
    public void tell(String app, String line) {
        Optional.ofNullable(reloads.get(app))
                .orElseThrow(() -> new AssertionError("App " + app + " is not being reloaded"))
                .tell(line);
    }

    /** What went wrong in the reload of an app, told like {@link #tell}. */
    public void fail(String app, String error, String statement) {
        Optional.ofNullable(reloads.get(app))
                .orElseThrow(() -> new AssertionError("App " + app + " is not being reloaded"))
                .fail(error, statement);
    }

    /** What was done to an app, in order: {@code reloaded mode=0 partial=false}, {@code saved}. */
    public List<String> happened(String app) {
        return app(app).orElseThrow().happened();
    }

    /** Apps whose script runs. */
    public List<String> reloading() {
        return reloads.entrySet().stream()
                .filter(entry -> !entry.getValue().ended())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** As engines before 2015, which report no script log. */
    public FakeEngine withoutDoReloadEx() {
        this.knowsDoReloadEx = false;
        return this;
    }

    /** Sends answers in frames of so many bytes. */
    public FakeEngine inFramesOf(int bytes) {
        this.frameSize = bytes;
        return this;
    }

    /** What a new session is told first; by default {@code SESSION_CREATED}. */
    public FakeEngine greetingWith(String state) {
        this.greeting = state;
        return this;
    }

    /** Answers some methods so instead. */
    public FakeEngine answering(Function<String, Optional<Answer>> how) {
        this.trouble = how;
        return this;
    }

    /** Calls that the real engine would not understand, with what is wrong. */
    public List<String> wrongCalls() {
        return List.copyOf(wrongCalls);
    }

    /** Whom the sessions were opened for. */
    public List<String> users() {
        return List.copyOf(users);
    }

    /** The paths that sessions were opened with. */
    public List<String> paths() {
        return List.copyOf(paths);
    }

    /** How many sessions are open now. */
    public long sessions() {
        return channels.stream().filter(channel -> channel.parent() != null).count();
    }

    /** Closes the port and all connections; what runs ends without a result. */
    public void vanish() {
        channels.close().syncUninterruptibly();
    }

    /** Opens the same port again. */
    public void appear() {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        channels.add(connection);
                        connection
                                .pipeline()
                                .addLast(tls.newHandler(connection.alloc()))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                                .addLast(new FakeEngineHandshake(FakeEngine.this));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
        channels.add(server);
    }

    synchronized List<FakeEngineApp> apps() {
        return List.copyOf(apps.values());
    }

    synchronized Optional<FakeEngineApp> app(String id) {
        return Optional.ofNullable(apps.get(id));
    }

    Optional<Answer> trouble(String method) {
        return trouble.apply(method);
    }

    String greeting() {
        return greeting;
    }

    int frameSize() {
        return frameSize;
    }

    boolean knowsDoReloadEx() {
        return knowsDoReloadEx;
    }

    FakeEngineReload reload(FakeEngineApp app) {
        FakeEngineReload reload = new FakeEngineReload(app);
        reloads.put(app.id(), reload);
        if (!holdReloads) {
            reload.tell("Lines fetched: 1");
            reload.end(!app.script().contains("THIS FAILS"));
        }
        return reload;
    }

    void opened(String user, String path) {
        users.add(user);
        paths.add(path);
    }

    void wrong(String what) {
        wrongCalls.add(what);
    }

    void wrong(JsonNode request, String what) {
        wrong(request.path("method").asText() + " " + request.path("params") + ": " + what);
    }

    @Override
    public void close() {
        vanish();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
