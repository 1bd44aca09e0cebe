package io.footman.benchmark;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the alerts of a client-managed site go: Slack, a webhook, a mail server and an MQTT subscriber. They only count. */
final class SenseSinks implements AutoCloseable {
    static final String SLACK = "Slack";
    static final String MAIL = "e-mail";
    static final String WEBHOOK = "webhook";
    static final String MQTT = "MQTT";
    static final String MQTT_TOPIC = "benchmark/failed";

    private static final int LARGEST_REQUEST = 1 << 20;
    private static final Pattern NUMBER = Pattern.compile("Task-(\\d{8})");

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Arrivals> arrivals = new LinkedHashMap<>();
    private final Channel web;
    private final SmtpSink mail;
    private final Mqtt5AsyncClient subscriber;

    SenseSinks(int events, Broker broker) throws InterruptedException {
        for (String name : new String[] {SLACK, MAIL, WEBHOOK, MQTT}) {
            arrivals.put(name, new Arrivals(events));
        }
        web = web();
        mail = new SmtpSink(subject -> arrived(MAIL, subject));
        subscriber = Mqtt5Client.builder()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildAsync();
        subscriber.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> arrived(MQTT, new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)));
        subscriber.connect().join();
        subscriber
                .subscribeWith()
                .topicFilter(MQTT_TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    int webPort() {
        return ((InetSocketAddress) web.localAddress()).getPort();
    }

    int mailPort() {
        return mail.port();
    }

    /** By the name of the sink. */
    Map<String, Arrivals> arrivals() {
        return arrivals;
    }

    @Override
    public void close() {
        subscriber.disconnect().join();
        mail.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void arrived(String sink, String text) {
        Matcher number = NUMBER.matcher(text);
        Arrivals own = arrivals.get(sink);
        if (own != null) {
            own.arrived(number.find() ? Integer.parseInt(number.group(1)) : Arrivals.UNKNOWN);
        }
    }

    private Channel web() throws InterruptedException {
        return new ServerBootstrap()
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

    private final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            arrived(
                    request.uri().startsWith("/slack") ? SLACK : WEBHOOK,
                    request.content().toString(StandardCharsets.UTF_8));
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.OK,
                    Unpooled.copiedBuffer("ok", StandardCharsets.US_ASCII));
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain").set(HttpHeaderNames.CONTENT_LENGTH, 2);
            context.writeAndFlush(response);
        }
    }
}
