package io.footman.agent.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a POST the method that its header {@code X-HTTP-Method-Override} names: Qlik's REST connector can do nothing but GET
 * and POST (Butler REST API §1). It happens before the request is routed.
 */
final class MethodOverride extends ChannelInboundHandlerAdapter {
    private static final String HEADER = "X-HTTP-Method-Override";
    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE");

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request && request.method().equals(HttpMethod.POST)) {
            String named = named(request.headers().get(HEADER));
            if (METHODS.contains(named)) {
                request.setMethod(HttpMethod.valueOf(named));
            }
        }
        super.channelRead(context, message);
    }

    private static String named(@Nullable String header) {
        return header == null ? "" : header.strip().toUpperCase(Locale.ROOT);
    }
}
