package io.footman.agent.qlik.repository;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One connection of the fake repository: checks each request against the rules of the wire and has it answered. */
final class QrsConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String XSRF = "XSRF prevention check failed. Possible XSRF discovered.";

    private final Function<FakeCall, FakeAnswer> answers;
    private final CallRecord record;
    private final Supplier<Duration> delay;
    private final Predicate<QrsRules.User> users;
    private int unanswered;

    /** @param users whom the repository knows */
    QrsConnection(
            Function<FakeCall, FakeAnswer> answers,
            Predicate<QrsRules.User> users,
            CallRecord record,
            Supplier<Duration> delay) {
        this.answers = answers;
        this.users = users;
        this.record = record;
        this.delay = delay;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                record.connected();
            } else {
                record.strange();
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Optional<QrsRules.Target> target =
                request.decoderResult().isSuccess() ? QrsRules.target(request.uri()) : Optional.empty();
        String method = request.method().name();
        FakeCall call = target.map(parts ->
                        new FakeCall(method, parts.path(), parts.query(), SiteAnswers.route(method, parts.path())))
                .orElseGet(() -> new FakeCall(method, request.uri(), Map.of(), method + " unreadable"));
        record.came(call);
        unanswered++;
        FakeAnswer answer = target.map(parts -> judged(parts, call, request.headers()))
                .orElseGet(() -> wrong(call, 400, "Bad Request - Invalid URL"));
        boolean keep = HttpUtil.isKeepAlive(request);
        Duration wait = delay.get();
        if (wait.isZero()) {
            send(context, answer, keep);
        } else {
            context.executor().schedule(() -> send(context, answer, keep), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private FakeAnswer judged(QrsRules.Target target, FakeCall call, HttpHeaders headers) {
        if (!QrsRules.keyMatches(target.xrfkey(), headers.get("X-Qlik-Xrfkey", ""))) {
            return wrong(call, 403, XSRF);
        }
        Optional<QrsRules.User> user = QrsRules.user(headers.get("X-Qlik-User", ""));
        if (user.isEmpty()) {
            return wrong(call, 403, "Forbidden");
        }
        if (!users.test(user.get())) {
            return FakeAnswer.text(403, "Forbidden");
        }
        // As the web server of Windows does.
        if (call.method().equals("POST") && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            return wrong(call, 411, "Length Required");
        }
        return answers.apply(call);
    }

    private FakeAnswer wrong(FakeCall call, int status, String text) {
        record.wrong(call.method() + " " + call.path() + ": " + status + " " + text);
        return FakeAnswer.text(status, text);
    }

    private void send(ChannelHandlerContext context, FakeAnswer answer, boolean keep) {
        if (!context.channel().isActive()) {
            return;
        }
        switch (answer.end()) {
            case HANGS -> {
                // The call stays open until the client gives up.
                return;
            }
            case DROPPED -> {
                context.close();
                return;
            }
            case KEPT -> {
                unanswered--;
                record.answered(1);
            }
        }
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        ChannelFuture written = context.writeAndFlush(response);
        if (!keep) {
            written.addListener(done -> context.close());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        record.answered(unanswered);
        unanswered = 0;
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A client that hangs up or shows no certificate is part of the tests.
        context.close();
    }
}
