package io.footman.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A mail server that takes everything at once and hands on the subject. One thread, so that it is no bottleneck. */
final class SmtpSink implements AutoCloseable {
    private static final int LONGEST_LINE = 1 << 16;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;

    /** @param subjects told the subject line of each mail when its end has come */
    SmtpSink(Consumer<String> subjects) throws InterruptedException {
        this.server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new LineBasedFrameDecoder(LONGEST_LINE),
                                        new StringDecoder(StandardCharsets.ISO_8859_1),
                                        new Session(subjects));
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

    private static final class Session extends SimpleChannelInboundHandler<String> {
        private final Consumer<String> subjects;
        private final StringBuilder subject = new StringBuilder();
        private boolean data;
        private boolean inSubject;

        Session(Consumer<String> subjects) {
            this.subjects = subjects;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            reply(context, "220 sink ESMTP");
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, String line) {
            if (data) {
                content(context, line);
                return;
            }
            String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> reply(context, "250-sink\r\n250-8BITMIME\r\n250 SIZE 10000000");
                case "HELO", "MAIL", "RCPT", "RSET", "NOOP" -> reply(context, "250 OK");
                case "DATA" -> {
                    data = true;
                    subject.setLength(0);
                    reply(context, "354 Go on");
                }
                case "QUIT" -> {
                    reply(context, "221 Bye");
                    context.close();
                }
                default -> reply(context, "500 Unknown");
            }
        }

        private void content(ChannelHandlerContext context, String line) {
            if (line.equals(".")) {
                data = false;
                subjects.accept(subject.toString());
                reply(context, "250 OK");
            } else if (line.regionMatches(true, 0, "Subject:", 0, "Subject:".length()) && subject.length() == 0) {
                inSubject = true;
                subject.append(line);
            } else if (inSubject && (line.startsWith(" ") || line.startsWith("\t"))) {
                subject.append(line);
            } else {
                inSubject = false;
            }
        }

        private static void reply(ChannelHandlerContext context, String line) {
            context.writeAndFlush(Unpooled.copiedBuffer(line + "\r\n", StandardCharsets.US_ASCII));
        }
    }
}
