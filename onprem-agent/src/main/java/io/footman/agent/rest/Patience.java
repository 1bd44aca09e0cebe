package io.footman.agent.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import reactor.core.publisher.Mono;

/** For answers that take minutes: ends the work for a caller that has gone away, which the server by itself does not. */
public final class Patience {
    private Patience() {}

    /** The same answer, cancelled when the connection of the request is closed. */
    public static <T> Mono<T> whileConnected(HttpRequest<?> request, Mono<T> answer) {
        return request instanceof NettyHttpRequest<?> netty
                ? answer.takeUntilOther(gone(netty.getChannelHandlerContext().channel()))
                : answer;
    }

    private static Mono<Void> gone(Channel connection) {
        return Mono.create(sink -> {
            GenericFutureListener<Future<? super Void>> listener = closed -> sink.success();
            connection.closeFuture().addListener(listener);
            sink.onDispose(() -> connection.closeFuture().removeListener(listener));
        });
    }
}
