package io.footman.agent.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a connection is waited for: a request that comes in drop by drop, or none at all, must not hold it. While an answer
 * is being made there is no limit: a script may wait for a task to end. Micronaut's own idle time knows no such difference.
 *
 * <p>Stands before the decoder, where the first bytes of an unfinished request are seen. One look each second per connection
 * costs less than a timer per request.
 */
final class SlowRequests extends ChannelInboundHandlerAdapter {
    /** Told to the handlers behind when a request did not arrive in time. */
    static final Object TOO_SLOW = new Object();

    /** Told when nothing was asked for long. */
    static final Object IDLE = new Object();

    private static final long LOOK_SECONDS = 1;

    private @Nullable Future<?> looks;
    private boolean receiving;
    private int unanswered;
    private long since;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        since = now(context);
        looks = context.executor()
                .scheduleWithFixedDelay(() -> look(context), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        Future<?> scheduled = looks;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!receiving) {
            receiving = true;
            since = now(context);
        }
        super.channelRead(context, message);
    }

    /** The last byte of a request is here. */
    void received() {
        receiving = false;
        unanswered++;
    }

    /** The last byte of an answer was given to the connection. */
    void answered(ChannelHandlerContext context) {
        unanswered--;
        since = now(context);
    }

    /** Whether all that was asked is answered. */
    boolean owesNothing() {
        return unanswered == 0;
    }

    private void look(ChannelHandlerContext context) {
        long waited = now(context) - since;
        if (receiving && waited > Limits.RECEIVING.toNanos()) {
            context.fireUserEventTriggered(TOO_SLOW);
        } else if (!receiving && owesNothing() && waited > Limits.IDLE.toNanos()) {
            context.fireUserEventTriggered(IDLE);
        }
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
