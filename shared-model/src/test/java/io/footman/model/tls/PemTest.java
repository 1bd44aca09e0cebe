package io.footman.model.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.model.settings.Secret;
import io.footman.testkit.TestCertificates;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final String PASSWORD = "key-password";
    private static final Optional<Secret> RIGHT = Optional.of(new Secret(PASSWORD));
    private static final Optional<Secret> WRONG = Optional.of(new Secret("wrong-password"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void readsPlainKeysInBothForms(String algorithm) throws Exception {
        KeyPair pair = pair(algorithm);

        assertThat(Pem.privateKey(traditional(pair, false), Optional.empty())).isEqualTo(pair.getPrivate());
        assertThat(Pem.privateKey(pkcs8(pair, false), Optional.empty())).isEqualTo(pair.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void readsEncryptedKeysInBothForms(String algorithm) throws Exception {
        KeyPair pair = pair(algorithm);

        assertThat(Pem.privateKey(traditional(pair, true), RIGHT)).isEqualTo(pair.getPrivate());
        assertThat(Pem.privateKey(pkcs8(pair, true), RIGHT)).isEqualTo(pair.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesTheFileButNotThePasswordWhenItIsWrong(boolean traditional) throws Exception {
        Path file = traditional ? traditional(pair("RSA"), true) : pkcs8(pair("RSA"), true);

        assertThatThrownBy(() -> Pem.privateKey(file, WRONG))
                .isInstanceOf(PemException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("password")
                .hasMessageNotContaining("wrong-password");
        assertThatThrownBy(() -> Pem.privateKey(file, Optional.empty()))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("is encrypted and no password is configured");
    }

    @Test
    void refusesFilesWithoutWhatIsAskedFor() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "hello");
        Path missing = folder.resolve("missing.pem");

        assertThatThrownBy(() -> Pem.privateKey(certificates.ca(), Optional.empty()))
                .hasMessageContaining("holds no private key");
        assertThatThrownBy(() -> Pem.certificates(nonsense)).isInstanceOf(PemException.class);
        assertThatThrownBy(() -> Pem.certificates(missing)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> Pem.privateKey(missing, Optional.empty())).hasMessageContaining("cannot be read");
    }

    @Test
    void readsAllCertificatesOfAFile() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        Path chain = Files.writeString(
                folder.resolve("chain.pem"),
                Files.readString(certificates.server()) + Files.readString(certificates.ca()));

        assertThat(Pem.certificates(chain)).hasSize(2);
        assertThat(Pem.trust(chain).getTrustManagers()).isNotEmpty();
        assertThat(Pem.identity(chain, certificates.serverKey(), Optional.empty())
                        .getKeyManagers())
                .isNotEmpty();
    }

    private Path traditional(KeyPair pair, boolean encrypted) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            if (encrypted) {
                writer.writeObject(
                        pair.getPrivate(),
                        new JcePEMEncryptorBuilder("AES-256-CBC")
                                .setProvider(new BouncyCastleProvider())
                                .build(PASSWORD.toCharArray()));
            } else {
                writer.writeObject(pair.getPrivate());
            }
        }
        return Files.writeString(folder.resolve("traditional.pem"), text.toString());
    }

    private Path pkcs8(KeyPair pair, boolean encrypted) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(
                    pair.getPrivate(),
                    encrypted
                            ? new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                    .setProvider(new BouncyCastleProvider())
                                    .setRandom(new SecureRandom())
                                    .setPassword(PASSWORD.toCharArray())
                                    .build()
                            : null));
        }
        return Files.writeString(folder.resolve("pkcs8.pem"), text.toString());
    }

    private static KeyPair pair(String algorithm) throws Exception {
        // Bouncy Castle writes the curve into the key itself, as openssl does in traditional EC files.
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider());
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        return generator.generateKeyPair();
    }
}
