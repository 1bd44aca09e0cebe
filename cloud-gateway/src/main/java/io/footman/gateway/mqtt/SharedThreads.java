package io.footman.gateway.mqtt;

import java.util.concurrent.Executor;

/**
 * The server's threads, for the broker connection to run on too. Where an acknowledgement is read on the thread that
 * writes the answer, no thread has to be woken for it. Not there in an Azure Function.
 */
@FunctionalInterface
public interface SharedThreads {
    /** A Netty event loop group. */
    Executor executor();
}
