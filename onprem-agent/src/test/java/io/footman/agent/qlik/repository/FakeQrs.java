package io.footman.agent.qlik.repository;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A Qlik Sense repository service on the loopback interface. It demands the client certificate of its own site, checks
 * Xrfkey, user, paths, filters and encoding as the real one does, so that a wrong call fails, and can be slow, absent or
 * wrong. {@link #wrongCalls} tells what the real one would not have understood.
 *
 * <pre>{@code
 * try (FakeQrs qrs = FakeQrs.start(folder)) {
 *     qrs.site().add(FakeTask.of(FakeTask.RELOAD, id, "Reload stock"));
 *     qrs.delay(Duration.ofMillis(20)).troubled(Trouble.status(500).onPercent(5, SEED));
 *     // qrs.url(), qrs.certificates().folder()
 * }
 * }</pre>
 */
public final class FakeQrs implements AutoCloseable {
    private static final int LARGEST_REQUEST = 1 << 16;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final FakeCertificates certificates;
    private final SslContext tls;
    private final int port;
    private final FakeSite site = new FakeSite();
    private final SiteAnswers answers = new SiteAnswers(site);
    private final CallRecord record = new CallRecord();
    private volatile Trouble trouble = Trouble.none();
    private volatile Duration delay = Duration.ZERO;

    private FakeQrs(FakeCertificates certificates, int port) {
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

    /** A site with new certificates, which are exported into this folder. */
    public static FakeQrs start(Path folder) {
        return start(FakeCertificates.create(folder));
    }

    public static FakeQrs start(FakeCertificates certificates) {
        return new FakeQrs(certificates, TestBroker.freePort());
    }

    /** On a given port, for a test in which another process is told the address first. */
    public static FakeQrs start(FakeCertificates certificates, int port) {
        return new FakeQrs(certificates, port);
    }

    /** For {@code footman.qlik-sense.repository}. */
    public String url() {
        return "https://localhost:" + port;
    }

    public int port() {
        return port;
    }

    public FakeCertificates certificates() {
        return certificates;
    }

    /** What the repository knows. */
    public FakeSite site() {
        return site;
    }

    /** What was asked. */
    public CallRecord record() {
        return record;
    }

    /** Lets each answer wait. */
    public FakeQrs delay(Duration wait) {
        this.delay = wait;
        return this;
    }

    /** Fails like this from now on; {@link Trouble#none()} ends it. */
    public FakeQrs troubled(Trouble how) {
        this.trouble = how;
        return this;
    }

    /** Switches the script log's route of before May 2025 off: 404. */
    public FakeQrs withoutOldLogRoute() {
        answers.oldLogRoute(false);
        return this;
    }

    /** What the newer route's files are called, or how their names end; by default as the task with {@code .log}. */
    public FakeQrs newLogNamed(String ending) {
        answers.newLogEnding(ending);
        return this;
    }

    /** Answers so many downloads of script logs with 404 before the first good one. */
    public FakeQrs logLateFor(int downloads) {
        answers.logLateFor(downloads);
        return this;
    }

    /** Sessions go on for so many looks at each; with {@link Integer#MAX_VALUE} they do not end. */
    public FakeQrs sessionsLast(int looks) {
        answers.sessions().last(looks);
        return this;
    }

    /** Ids of the tasks that were started, in order; disabled ones do not start. */
    public List<String> started() {
        return answers.started();
    }

    /** Calls that the real repository would not understand or allow, with what is wrong. */
    public List<String> wrongCalls() {
        return record.wrongCalls();
    }

    /** Closes the port and all connections: calls are refused until {@link #appear}. */
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
                                .addLast(new QrsConnection(
                                        FakeQrs.this::answer, FakeQrs.this::knows, record, () -> delay));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
        channels.add(server);
    }

    private boolean knows(QrsRules.User user) {
        return site.knowsUser(user.directory(), user.id());
    }

    private FakeAnswer answer(FakeCall call) {
        return trouble.answer(call)
                .orElseGet(() -> answers.answer(call).orElseGet(() -> {
                    record.wrong(call.method() + " " + call.path() + " " + call.query() + ": no such call");
                    return FakeAnswer.text(400, "Bad Request");
                }));
    }

    @Override
    public void close() {
        vanish();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
