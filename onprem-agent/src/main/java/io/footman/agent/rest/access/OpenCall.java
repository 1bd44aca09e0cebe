package io.footman.agent.rest.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A call that is being answered. Its connection knows it, because no answer comes out of the server when the caller goes away
 * before.
 *
 * @param began when it came in
 * @param address where from; a closed connection does not tell any more
 */
record OpenCall(HttpRequest<?> request, Instant began, InetAddress address) {
    private static final String ATTRIBUTE = "footman.open-call";
    private static final AttributeKey<OpenCall> OPEN = AttributeKey.valueOf("footman.open-call");

    /**
     * Begins a call.
     *
     * @param abandoned told when the caller goes away before the answer
     */
    static void begin(HttpRequest<?> request, Instant now, Consumer<OpenCall> abandoned) {
        OpenCall call = new OpenCall(request, now, request.getRemoteAddress().getAddress());
        request.setAttribute(ATTRIBUTE, call);
        if (request instanceof NettyHttpRequest<?> netty) {
            Channel channel = netty.getChannelHandlerContext().channel();
            boolean watched = channel.hasAttr(OPEN);
            Attribute<OpenCall> open = channel.attr(OPEN);
            open.set(call);
            if (!watched) {
                channel.closeFuture()
                        .addListener(closed ->
                                Optional.ofNullable(open.getAndSet(null)).ifPresent(abandoned));
            }
        }
    }

    /** Ends the call of this request, once: empty when it has ended or never began. */
    static Optional<OpenCall> end(HttpRequest<?> request) {
        Optional<OpenCall> call = request.removeAttribute(ATTRIBUTE, OpenCall.class);
        if (call.isPresent() && request instanceof NettyHttpRequest<?> netty) {
            netty.getChannelHandlerContext().channel().attr(OPEN).compareAndSet(call.get(), null);
        }
        return call;
    }
}
