package io.footman.model.tls;

import io.footman.model.settings.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Reads certificates and keys from PEM files: PKCS#1, PKCS#8 and EC keys, encrypted or not. Each failure is a
 * {@link PemException} that names the file and the cause, never the content.
 */
public final class Pem {
    /** Used as an object and never registered: the JVM's own providers stay as they are. */
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** By the algorithm of the key. */
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    private static final char[] KEY_STORE_PASSWORD = new char[0];

    private Pem() {}

    /** All certificates of a file in its order; at least one. */
    public static List<X509Certificate> certificates(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new PemException(file, "holds no certificate");
            }
            return List.copyOf(certificates);
        } catch (IOException e) {
            throw new PemException(file, "cannot be read", e);
        } catch (CertificateException e) {
            throw new PemException(file, "holds no readable certificate", e);
        }
    }

    /** The first private key of a file; {@code password} is needed for encrypted ones only. */
    public static PrivateKey privateKey(Path file, Optional<Secret> password) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(BOUNCY_CASTLE);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(reader)) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (object instanceof PEMEncryptedKeyPair pair) {
                    return converter
                            .getKeyPair(pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                                    .setProvider(BOUNCY_CASTLE)
                                    .build(characters(file, password))))
                            .getPrivate();
                }
                if (object instanceof PKCS8EncryptedPrivateKeyInfo info) {
                    return converter.getPrivateKey(
                            info.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(BOUNCY_CASTLE)
                                    .build(characters(file, password))));
                }
            }
            throw new PemException(file, "holds no private key");
        } catch (PEMException | OperatorCreationException | PKCSException e) {
            throw new PemException(file, "holds a private key that cannot be read; is the password right?", e);
        } catch (IOException e) {
            throw new PemException(file, "cannot be read", e);
        }
    }

    /** Trusts the certificates of a PEM file and nothing else. */
    public static TrustManagerFactory trust(Path certificates) {
        try {
            KeyStore store = emptyStore();
            int number = 0;
            for (X509Certificate certificate : certificates(certificates)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new PemException(certificates, "cannot be used as trusted certificates", e);
        }
    }

    /** Presents the certificate chain of one file with the private key of another (or the same). */
    public static KeyManagerFactory identity(Path certificates, Path privateKey, Optional<Secret> password) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(identityStore(certificates, privateKey, password), KEY_STORE_PASSWORD);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new PemException(certificates, "does not fit the private key " + privateKey, e);
        }
    }

    /** As {@link #identity}, for servers that take a key store. Its password is empty. */
    public static KeyStore identityStore(Path certificates, Path privateKey, Optional<Secret> password) {
        try {
            List<X509Certificate> chain = certificates(certificates);
            PrivateKey key = privateKey(privateKey, password);
            if (!fits(key, chain.get(0))) {
                throw new PemException(certificates, "does not fit the private key " + privateKey);
            }
            KeyStore store = emptyStore();
            store.setKeyEntry("identity", key, KEY_STORE_PASSWORD, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new PemException(certificates, "does not fit the private key " + privateKey, e);
        }
    }

    /** Otherwise the mistake shows only when the other side breaks off the handshake. */
    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        // Bouncy Castle calls a key of an elliptic curve ECDSA, the JDK calls its certificate's EC.
        String kind = key.getAlgorithm().equals("ECDSA") ? "EC" : key.getAlgorithm();
        Optional<String> algorithm = Optional.ofNullable(SIGNATURES.get(kind));
        if (algorithm.isEmpty()) {
            return true;
        }
        byte[] sample = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm.get(), BOUNCY_CASTLE);
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        if (!certificate.getPublicKey().getAlgorithm().equals(kind)) {
            return false;
        }
        signature.initVerify(certificate.getPublicKey());
        signature.update(sample);
        return signature.verify(signed);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static char[] characters(Path file, Optional<Secret> password) {
        return password.orElseThrow(() -> new PemException(file, "is encrypted and no password is configured"))
                .reveal()
                .toCharArray();
    }
}
