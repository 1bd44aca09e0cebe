package io.footman.agent.rest;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Takes each request of a connection before it is routed: its method, its address, whether it can be read at all. It keeps
 * {@link SlowRequests} informed, and ends what takes too long.
 */
final class RequestIntake extends ChannelDuplexHandler {
    private final SlowRequests slow;

    RequestIntake(SlowRequests slow) {
        this.slow = slow;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        boolean broken = false;
        if (message instanceof HttpRequest request) {
            broken = request.decoderResult().isFailure();
            super.channelRead(context, broken ? RefusedRequest.undecodable(request) : prepared(request));
        } else {
            super.channelRead(context, message);
        }
        // Nothing readable follows a broken head: for the connection the request has ended.
        if (broken || message instanceof LastHttpContent) {
            slow.received();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(context, message, promise);
        if (message instanceof LastHttpContent && !isInterim(message)) {
            slow.answered(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == SlowRequests.IDLE) {
            context.close();
        } else if (event == SlowRequests.TOO_SLOW) {
            // An answer in the middle of others would be taken for one of theirs.
            if (slow.owesNothing()) {
                context.writeAndFlush(tooSlow()).addListener(ChannelFutureListener.CLOSE);
            } else {
                context.close();
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    /** "100 Continue" is no answer yet. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private static HttpRequest prepared(HttpRequest request) {
        try {
            request.setUri(RequestTarget.clean(request.uri()));
            request.setMethod(MethodOverride.of(request));
            return request;
        } catch (RestException e) {
            return RefusedRequest.of(request, e);
        }
    }

    private static FullHttpResponse tooSlow() {
        byte[] body = Answers.errorBody(RestException.of(
                io.micronaut.http.HttpStatus.REQUEST_TIMEOUT,
                "The request did not arrive within " + Limits.RECEIVING.toSeconds() + " seconds. Send it again"));
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT, Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Answers.JSON.toString())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }
}
