package io.footman.agent.qlik.repository;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confirms at once what was received, where the operating system lets it (Linux). A server that writes an answer in two
 * pieces may wait, by Nagle's algorithm, until the first is confirmed, which the system delays by 40 ms.
 */
final class PromptSessions implements IOSessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(PromptSessions.class);

    /** The system takes the option back by itself, so it is set each time; it also sends a confirmation that is due. */
    @Override
    public void inputReady(IOSession session) {
        if (session.channel() instanceof SocketChannel channel
                && channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            try {
                channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            } catch (IOException e) {
                // Closed meanwhile: whoever reads from it finds out.
                LOG.trace("event=not-confirmed-at-once cause=\"{}\"", e.toString());
            }
        }
    }

    @Override
    public void connected(IOSession session) {}

    @Override
    public void startTls(IOSession session) {}

    @Override
    public void outputReady(IOSession session) {}

    @Override
    public void timeout(IOSession session) {}

    @Override
    public void exception(IOSession session, Exception failure) {}

    @Override
    public void disconnected(IOSession session) {}
}
