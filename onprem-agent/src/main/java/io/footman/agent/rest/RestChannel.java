package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/** Marks the connections of the REST API's server, so that a request tells which server it came to, and guards them. */
public final class RestChannel implements NettyServerCustomizer {
    private static final AttributeKey<Boolean> MARK = AttributeKey.valueOf("footman.rest");

    private final @Nullable Channel channel;

    RestChannel() {
        this(null);
    }

    private RestChannel(@Nullable Channel channel) {
        this.channel = channel;
    }

    /** Whether a request came to the REST API's server. */
    public static boolean carries(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                && Boolean.TRUE.equals(
                        netty.getChannelHandlerContext().channel().attr(MARK).get());
    }

    /** @throws RestException when the request cannot be fulfilled whatever it asks for, such as one that is malformed */
    public static void requireReadable(HttpRequest<?> request) {
        RefusedRequest.refusal(request).ifPresent(refusal -> {
            throw refusal;
        });
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel specialized, ChannelRole role) {
        return new RestChannel(specialized);
    }

    @Override
    public void onStreamPipelineBuilt() {
        Channel built = channel;
        if (built != null) {
            built.attr(MARK).set(true);
            SlowRequests slow = new SlowRequests();
            built.pipeline()
                    .addBefore(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "footman-slow-requests", slow)
                    .addBefore(
                            ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
                            "footman-request-intake",
                            new RequestIntake(slow));
        }
    }
}
