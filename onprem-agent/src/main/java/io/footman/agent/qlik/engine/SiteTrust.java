package io.footman.agent.qlik.engine;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Trusts the site's own root only, and checks the server's name as configured: against the address, against another name,
 * or not at all. The JVM's client would always take the address.
 */
final class SiteTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager root;
    private final boolean verifyName;
    private final Optional<String> otherName;

    private SiteTrust(X509ExtendedTrustManager root, boolean verifyName, Optional<String> otherName) {
        this.root = root;
        this.verifyName = verifyName;
        this.otherName = otherName;
    }

    static SiteTrust of(EngineSettings settings) {
        TrustManagerFactory factory = settings.certificates().trust();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return new SiteTrust(extended, settings.verifyServerName(), settings.serverName());
            }
        }
        throw new IllegalStateException("This Java cannot check certificates");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (verifyName && otherName.isEmpty()) {
            root.checkServerTrusted(chain, authType, engine);
        } else {
            checkServerTrusted(chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (verifyName && otherName.isEmpty()) {
            root.checkServerTrusted(chain, authType, socket);
        } else {
            checkServerTrusted(chain, authType);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        root.checkServerTrusted(chain, authType);
        if (verifyName && otherName.isPresent()) {
            try {
                new DefaultHostnameVerifier().verify(otherName.get(), chain[0]);
            } catch (SSLException e) {
                throw new CertificateException(e.getMessage(), e);
            }
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        root.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        root.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        root.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return root.getAcceptedIssuers();
    }
}
