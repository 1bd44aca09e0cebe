package io.footman.agent.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.tls.Pem;
import io.footman.testkit.TestCertificates;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
    @TempDir
    Path folder;

    private TestCertificates certificates;

    @BeforeEach
    void makeCertificates() throws IOException {
        certificates = TestCertificates.create(Files.createDirectory(folder.resolve("certs")));
    }

    @Test
    void speaksHttpsWithPemFiles() throws Exception {
        try (RestFixture agent = start(certificates.serverKey(), "")) {
            HttpResponse<String> answer = get(agent);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void takesAnEncryptedKey() throws Exception {
        Path key = folder.resolve("encrypted.pem");
        write(
                key,
                new JcaPKCS8Generator(
                        serverKey(),
                        new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                                .setProvider(new BouncyCastleProvider())
                                .setPassword("secret".toCharArray())
                                .build()));
        try (RestFixture agent = start(key, "key-password: secret\n")) {
            assertThat(get(agent).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesAKeyInTheOldForm() throws Exception {
        Path key = folder.resolve("sec1.pem");
        Object sec1 = new org.bouncycastle.util.io.pem.PemObject(
                "EC PRIVATE KEY",
                PrivateKeyInfo.getInstance(serverKey().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
        write(key, sec1);
        try (RestFixture agent = start(key, "")) {
            assertThat(get(agent).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesOldVersionsOfTls() throws Exception {
        try (RestFixture agent = start(certificates.serverKey(), "");
                SSLSocket socket = (SSLSocket) trust().getSocketFactory().createSocket("127.0.0.1", agent.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void plainHttpOnTheEncryptedPortIsNotAnswered() throws Exception {
        try (RestFixture agent = start(certificates.serverKey(), "");
                RawConnection connection = new RawConnection(agent.port())) {
            connection.send("GET /v4/butlerping HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void refusesToStartWithACertificateThatDoesNotFitItsKey() {
        assertThatThrownBy(() -> start(certificates.clientKey(), ""))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.rest.certificate")
                .hasMessageContaining("does not fit the private key");
    }

    @Test
    void refusesToStartWithHalfAnIdentity() {
        assertThatThrownBy(() -> RestFixture.start(folder, "endpoints: []\ncertificate: " + certificates.server()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("footman.rest.key");
    }

    private RestFixture start(Path key, String more) {
        return RestFixture.start(
                folder,
                "endpoints: [butlerping]\ncertificate: " + certificates.server() + "\nkey: " + key + "\n" + more);
    }

    private HttpResponse<String> get(RestFixture agent) throws Exception {
        URI address = URI.create("https://localhost:" + agent.port() + "/v4/butlerping");
        return HttpClient.newBuilder()
                .sslContext(trust())
                .build()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private SSLContext trust() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager[] trusted = Pem.trust(certificates.ca()).getTrustManagers();
        context.init(null, trusted, new SecureRandom());
        return context;
    }

    private PrivateKey serverKey() {
        return Pem.privateKey(certificates.serverKey(), Optional.empty());
    }

    private static void write(Path file, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        Files.writeString(file, text.toString());
    }
}
