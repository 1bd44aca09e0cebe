package io.footman.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority with a server certificate for {@code localhost} and {@code 127.0.0.1} and a client certificate,
 * as PEM files in a folder. Two instances do not trust each other.
 */
public final class TestCertificates {
    /** Password of the PKCS#12 files that the test broker uses. */
    static final String STORE_PASSWORD = "changeit";

    private static final GeneralName[] LOCAL_NAMES = {
        new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
    };

    private final Path folder;

    private TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** Makes a new authority and its certificates in an existing folder. */
    public static TestCertificates create(Path folder) {
        return create(folder, LOCAL_NAMES);
    }

    /** As {@link #create(Path)}, but the server and client certificates name another host. */
    public static TestCertificates createForHost(Path folder, String host) {
        return create(folder, new GeneralName(GeneralName.dNSName, host));
    }

    private static TestCertificates create(Path folder, GeneralName... names) {
        try {
            KeyPair ca = keyPair();
            X509Certificate caCertificate = certificate("Test CA", ca, "Test CA", ca);
            TestCertificates certificates = new TestCertificates(folder);
            certificates.write("ca.pem", caCertificate);
            certificates.issue("server", "localhost", ca, caCertificate, names);
            certificates.issue("client", "footman-test-client", ca, caCertificate, names);
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("ca", caCertificate);
            certificates.store("trust.p12", trust);
            return certificates;
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make test certificates", e);
        }
    }

    public Path ca() {
        return folder.resolve("ca.pem");
    }

    public Path server() {
        return folder.resolve("server.pem");
    }

    /** PKCS#8, not encrypted. */
    public Path serverKey() {
        return folder.resolve("server-key.pem");
    }

    public Path client() {
        return folder.resolve("client.pem");
    }

    /** PKCS#8, not encrypted. */
    public Path clientKey() {
        return folder.resolve("client-key.pem");
    }

    Path serverStore() {
        return folder.resolve("server.p12");
    }

    Path trustStore() {
        return folder.resolve("trust.p12");
    }

    private void issue(String name, String commonName, KeyPair ca, X509Certificate caCertificate, GeneralName... names)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair pair = keyPair();
        X509Certificate certificate = certificate(commonName, pair, "Test CA", ca, names);
        write(name + ".pem", certificate);
        write(name + "-key.pem", new JcaPKCS8Generator(pair.getPrivate(), null));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                name, pair.getPrivate(), STORE_PASSWORD.toCharArray(), new Certificate[] {certificate, caCertificate});
        store(name + ".p12", store);
    }

    private static X509Certificate certificate(
            String subject, KeyPair subjectKeys, String issuer, KeyPair issuerKeys, GeneralName... names)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=" + issuer),
                new BigInteger(64, new java.security.SecureRandom()),
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(30, ChronoUnit.DAYS)),
                new X500Principal("CN=" + subject),
                subjectKeys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.length == 0));
        if (names.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private void write(String name, Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
            writer.flush();
            Files.writeString(folder.resolve(name), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void store(String name, KeyStore store) throws GeneralSecurityException, IOException {
        try (var stream = Files.newOutputStream(folder.resolve(name))) {
            store.store(stream, STORE_PASSWORD.toCharArray());
        }
    }
}
