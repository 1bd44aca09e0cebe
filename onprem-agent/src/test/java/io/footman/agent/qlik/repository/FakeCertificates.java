package io.footman.agent.qlik.repository;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificates of a Qlik Sense site, exported for one machine as the QMC does it (QRS API §1): {@code client.pem},
 * {@code client_key.pem}, {@code root.pem}, {@code root.cer} and {@code client.pfx} in one folder. The server's own
 * certificate stays inside. Two sites do not trust each other.
 */
public final class FakeCertificates {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final int RSA_BITS = 2048;

    private final Path folder;
    private final Settings settings;
    private final X509Certificate root;
    private final X509Certificate server;
    private final PrivateKey serverKey;

    /** How the private key lies in {@code client_key.pem}; the last two need a password. */
    public enum KeyForm {
        PKCS1,
        PKCS8,
        ENCRYPTED_PKCS1,
        ENCRYPTED_PKCS8
    }

    /**
     * What may differ between sites.
     *
     * @param host the only name in the server's certificate; empty: {@code localhost} and 127.0.0.1
     * @param password of the key where its form is an encrypted one, and of {@code client.pfx}
     * @param clientValidFor from now; negative for a certificate that has expired
     */
    public record Settings(Optional<String> host, KeyForm form, Optional<String> password, Duration clientValidFor) {
        public static Settings usual() {
            return new Settings(Optional.empty(), KeyForm.PKCS1, Optional.empty(), Duration.ofDays(30));
        }

        public Settings forHost(String name) {
            return new Settings(Optional.of(name), form, password, clientValidFor);
        }

        public Settings keyAs(KeyForm other) {
            return new Settings(host, other, password, clientValidFor);
        }

        public Settings withPassword(String secret) {
            return new Settings(host, form, Optional.of(secret), clientValidFor);
        }

        public Settings clientValidFor(Duration time) {
            return new Settings(host, form, password, time);
        }
    }

    private FakeCertificates(Path folder, Settings settings) throws GeneralSecurityException, IOException {
        this.folder = Files.createDirectories(folder);
        this.settings = settings;
        KeyPair authority = ellipticKeys();
        root = certificate("FakeSite-CA", authority, authority, Duration.ofDays(365));
        KeyPair serverKeys = ellipticKeys();
        serverKey = serverKeys.getPrivate();
        server = certificate("FakeSite", serverKeys, authority, Duration.ofDays(365), serverNames());
        // As a real site does: only RSA keys have the PKCS#1 form.
        KeyPair clientKeys = rsaKeys();
        GeneralName machine = new GeneralName(GeneralName.dNSName, "agent.example.com");
        X509Certificate client = certificate("QlikClient", clientKeys, authority, settings.clientValidFor(), machine);
        writePem("root.pem", root);
        writePem("client.pem", client);
        writePem("client_key.pem", inForm(clientKeys.getPrivate()));
        Files.write(folder.resolve("root.cer"), root.getEncoded());
        writeStore(client, clientKeys.getPrivate());
    }

    /** Makes a new site and exports into this folder, which is made when missing. */
    public static FakeCertificates create(Path folder, Settings settings) {
        try {
            return new FakeCertificates(folder, settings);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make the site's certificates", e);
        }
    }

    public static FakeCertificates create(Path folder) {
        return create(folder, Settings.usual());
    }

    /** For {@code footman.qlik-sense.certificates}. */
    public Path folder() {
        return folder;
    }

    /** For fakes of the other services of the site. */
    public X509Certificate root() {
        return root;
    }

    public X509Certificate server() {
        return server;
    }

    public PrivateKey serverKey() {
        return serverKey;
    }

    private GeneralName[] serverNames() {
        return settings.host()
                .map(host -> new GeneralName[] {new GeneralName(GeneralName.dNSName, host)})
                .orElseGet(() -> new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                });
    }

    private static X509Certificate certificate(
            String subject, KeyPair subjectKeys, KeyPair authority, Duration validFor, GeneralName... names)
            throws GeneralSecurityException, CertIOException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=FakeSite-CA"),
                new BigInteger(64, new SecureRandom()),
                Date.from(now.minus(60, ChronoUnit.DAYS)),
                Date.from(now.plus(validFor)),
                new X500Principal("CN=" + subject),
                subjectKeys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names.length == 0));
        if (names.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair ellipticKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static KeyPair rsaKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair();
    }

    private PemObjects inForm(PrivateKey key) {
        return switch (settings.form()) {
            case PKCS1 -> writer -> writer.writeObject(key);
            case PKCS8 -> writer -> writer.writeObject(new JcaPKCS8Generator(key, null));
            case ENCRYPTED_PKCS1 ->
                writer -> writer.writeObject(
                        key,
                        new JcePEMEncryptorBuilder("AES-256-CBC")
                                .setProvider(BOUNCY_CASTLE)
                                .build(password()));
            case ENCRYPTED_PKCS8 ->
                writer -> {
                    try {
                        writer.writeObject(new JcaPKCS8Generator(
                                key,
                                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                        .setProvider(BOUNCY_CASTLE)
                                        .setPassword(password())
                                        .build()));
                    } catch (OperatorCreationException e) {
                        throw new IOException(e);
                    }
                };
        };
    }

    private char[] password() {
        return settings.password().orElse("").toCharArray();
    }

    private interface PemObjects {
        void writeTo(JcaPEMWriter writer) throws IOException;
    }

    private void writePem(String name, X509Certificate certificate) {
        writePem(name, writer -> writer.writeObject(certificate));
    }

    private void writePem(String name, PemObjects objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            objects.writeTo(writer);
            writer.flush();
            Files.writeString(folder.resolve(name), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeStore(X509Certificate client, PrivateKey key) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("QlikClient", key, password(), new Certificate[] {client, root});
        try (OutputStream file = Files.newOutputStream(folder.resolve("client.pfx"))) {
            store.store(file, password());
        }
    }
}
