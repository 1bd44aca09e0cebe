package io.footman.benchmark;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends ready-made requests over kept TLS connections from one thread, one request at a time on each connection.
 *
 * <p>Closed loop: a connection sends the next request when the answer to the last one has come; shows the most that the
 * server can do. Fixed rate: requests are due at fixed times and their latency counts from then, also when no connection
 * was free, so that a stall of the server is not hidden (no coordinated omission).
 */
final class LoadGenerator implements AutoCloseable {
    private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final long TICK_MICROS = 500;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final List<ByteBuf> requests;
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> due = new ArrayDeque<>();
    private final Map<Integer, Long> answers = new HashMap<>();
    private final Histogram latencies = new Histogram(HIGHEST_NANOS, DIGITS);
    private int next;
    private long measureFrom;
    private long measureUntil;
    private boolean closedLoop;

    /** @param requests complete HTTP requests, used in turn */
    LoadGenerator(String host, int port, @Nullable SslContext tls, int connectionCount, List<ByteBuf> requests)
            throws InterruptedException {
        this.requests = requests;
        for (int i = 0; i < connectionCount; i++) {
            Connection connection = new Connection();
            Bootstrap bootstrap = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            if (tls != null) {
                                channel.pipeline().addLast(tls.newHandler(channel.alloc(), host, port));
                            }
                            channel.pipeline().addLast(new AnswerDecoder(), connection);
                        }
                    });
            connection.channel = bootstrap.connect(host, port).sync().channel();
            connections.add(connection);
        }
    }

    /** As many requests as the server answers. */
    Load asFastAsPossible(Duration warmUp, Duration measured) throws InterruptedException {
        begin(true, warmUp, measured);
        loop.execute(this::dispatchClosedLoop);
        return finish(warmUp, measured);
    }

    /** So many requests a second, evenly spread. */
    Load atRate(int perSecond, Duration warmUp, Duration measured) throws InterruptedException {
        begin(false, warmUp, measured);
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long[] nextDue = {System.nanoTime()};
        ScheduledFuture<?> pace = loop.scheduleAtFixedRate(
                () -> {
                    long now = System.nanoTime();
                    for (; nextDue[0] <= now && nextDue[0] < measureUntil; nextDue[0] += gap) {
                        due.add(nextDue[0]);
                    }
                    dispatchDue();
                },
                0,
                TICK_MICROS,
                TimeUnit.MICROSECONDS);
        Load load = finish(warmUp, measured);
        pace.cancel(false);
        return load;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void begin(boolean endless, Duration warmUp, Duration measured) throws InterruptedException {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        long now = System.nanoTime();
        loop.execute(() -> {
            closedLoop = endless;
            measureFrom = now + warmUp.toNanos();
            measureUntil = measureFrom + measured.toNanos();
            latencies.reset();
            answers.clear();
            due.clear();
            idle.clear();
            idle.addAll(connections);
            ready.complete(null);
        });
        ready.join();
    }

    private Load finish(Duration warmUp, Duration measured) throws InterruptedException {
        long grace = TimeUnit.SECONDS.toMillis(2);
        CompletableFuture<Load> result = new CompletableFuture<>();
        loop.schedule(
                () -> result.complete(new Load(measured, Map.copyOf(answers), latencies.copy())),
                warmUp.plus(measured).toMillis() + grace,
                TimeUnit.MILLISECONDS);
        return result.join();
    }

    private void dispatchClosedLoop() {
        while (!idle.isEmpty()) {
            idle.remove().send(System.nanoTime());
        }
    }

    private void dispatchDue() {
        while (!idle.isEmpty() && !due.isEmpty()) {
            idle.remove().send(due.remove());
        }
    }

    private void answered(Connection connection, int status, long since) {
        long now = System.nanoTime();
        boolean counts = closedLoop ? now >= measureFrom && now < measureUntil : since >= measureFrom;
        if (counts) {
            latencies.recordValue(Math.min(now - since, HIGHEST_NANOS));
            answers.merge(status, 1L, Long::sum);
        }
        if (closedLoop && now < measureUntil) {
            connection.send(now);
        } else {
            idle.add(connection);
            dispatchDue();
        }
    }

    /** One kept connection with at most one request on its way. */
    private final class Connection extends SimpleChannelInboundHandler<Integer> {
        private @Nullable Channel channel;
        private long since;

        void send(long dueAt) {
            since = dueAt;
            next = (next + 1) % requests.size();
            if (channel != null) {
                channel.writeAndFlush(requests.get(next).retainedDuplicate());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Integer status) {
            answered(this, status, since);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answers.merge(-1, 1L, Long::sum);
            context.close();
        }
    }
}
