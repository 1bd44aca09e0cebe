package io.footman.agent.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket that confirms at once what it receives, where the operating system lets it (Linux). Many simple servers write an
 * answer in two pieces and wait, by Nagle's algorithm, until the first is confirmed; the system delays that by 40 ms for each
 * message on a kept connection.
 */
final class PromptSocket extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
        InputStream stream = super.getInputStream();
        return supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK) ? new Confirming(stream) : stream;
    }

    /** The system takes the option back by itself, so it is set before each wait. */
    private final class Confirming extends FilterInputStream {
        Confirming(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            confirmAtOnce();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            confirmAtOnce();
            return super.read(bytes, offset, length);
        }

        private void confirmAtOnce() throws IOException {
            setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }
}
