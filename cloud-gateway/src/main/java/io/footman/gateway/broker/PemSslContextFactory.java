package io.footman.gateway.broker;

import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.ssl.DefaultSSLContextFactory;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextFactory;

/** Hands the certificate from the PEM files to Artemis, which asks for key stores in files otherwise. Found as a service. */
public final class PemSslContextFactory implements SSLContextFactory {
    /** Acceptor parameter that carries the {@link KeyManagerFactory}. */
    static final String IDENTITY = "footmanIdentity";

    private static final int BEFORE_THE_DEFAULT = 100;

    @Override
    public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> parameters) throws Exception {
        if (!(parameters.get(IDENTITY) instanceof KeyManagerFactory identity)) {
            return new DefaultSSLContextFactory().getSSLContext(config, parameters);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public int getPriority() {
        return BEFORE_THE_DEFAULT;
    }
}
