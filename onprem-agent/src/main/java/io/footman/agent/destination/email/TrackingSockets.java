package io.footman.agent.destination.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** The sockets of one connection, so that a mail that takes too long can be cut off from another thread. */
final class TrackingSockets {
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Closes everything at once, without the politeness that could block. */
    void abort() {
        for (Socket socket : sockets) {
            try {
                // Without lingering, closing a TLS socket does not wait for a writer that hangs.
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // It was closed already, which is all that is wanted.
                continue;
            }
        }
        sockets.clear();
    }

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory encrypted(SSLSocketFactory delegate) {
        return new Encrypted(delegate);
    }

    private <S extends Socket> S tracked(S socket) throws IOException {
        // SMTP is a talk of short lines: none may wait for the other side's acknowledgement of the last.
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private final class Plain extends SocketFactory {
        private final SocketFactory delegate = SocketFactory.getDefault();

        @Override
        public Socket createSocket() throws IOException {
            return tracked(delegate.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return tracked(delegate.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return tracked(delegate.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return tracked(delegate.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return tracked(delegate.createSocket(host, port, local, localPort));
        }
    }

    private final class Encrypted extends SSLSocketFactory {
        private final SSLSocketFactory delegate;

        Encrypted(SSLSocketFactory delegate) {
            this.delegate = delegate;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return delegate.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return delegate.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return tracked(delegate.createSocket());
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return tracked(delegate.createSocket(socket, host, port, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return tracked(delegate.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return tracked(delegate.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return tracked(delegate.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return tracked(delegate.createSocket(host, port, local, localPort));
        }
    }
}
