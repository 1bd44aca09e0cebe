package io.footman.agent.qlik.repository;

import io.footman.model.settings.Secret;
import io.footman.model.settings.Settings;
import io.footman.model.tls.Pem;
import io.footman.model.tls.PemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What the console of a site exports for a client (QRS API §1): {@code client.pem}, {@code client_key.pem} and
 * {@code root.pem}, or {@code client.pfx} with {@code root.pem} or {@code root.cer} beside it or the root inside.
 *
 * @param identity the client certificate with its key
 * @param trust the site's root, the only authority trusted
 * @param expires when the client certificate ends
 */
public record SenseCertificates(KeyManagerFactory identity, TrustManagerFactory trust, Instant expires) {
    private static final String EXPORT =
            "Export the certificates in the console of Qlik Sense (Certificates) and copy the files there";
    private static final String PASSWORD_KEY = "certificate-password";

    /** Reads the folder's files; mistakes are collected in the section. */
    static Optional<SenseCertificates> read(Settings section, String key, String folderByDefault, Clock clock) {
        Path folder = section.path(key, folderByDefault);
        Optional<Secret> password = section.optionalSecret(PASSWORD_KEY);
        try {
            SenseCertificates found = Files.isRegularFile(folder.resolve("client.pem"))
                    ? fromPem(folder, password)
                    : fromPfx(folder, password);
            if (found.expires().isBefore(clock.instant())) {
                section.mistake(key, "hold a client certificate that ended on " + found.expires(), EXPORT + " anew");
                return Optional.empty();
            }
            return Optional.of(found);
        } catch (UnusableException | PemException e) {
            section.mistake(key, "cannot be used: " + e.getMessage(), EXPORT);
        } catch (WrongPasswordException e) {
            section.mistake(
                    PASSWORD_KEY,
                    (password.isPresent() ? "does not open " : "is missing for ") + e.getMessage(),
                    "Give the password that was chosen for the export");
        }
        return Optional.empty();
    }

    /** How long the client certificate is still valid; negative when it has ended. */
    public Duration left(Clock clock) {
        return Duration.between(clock.instant(), expires);
    }

    /** @throws IllegalStateException when the JVM offers no TLS */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make encrypted connections", e);
        }
    }

    private static SenseCertificates fromPem(Path folder, Optional<Secret> password) {
        Path certificate = folder.resolve("client.pem");
        Path key = existing(folder.resolve("client_key.pem"));
        X509Certificate client = Pem.certificates(certificate).get(0);
        try {
            return new SenseCertificates(
                    Pem.identity(certificate, key, password),
                    Pem.trust(root(folder).orElseThrow(() -> missing(folder.resolve("root.pem")))),
                    client.getNotAfter().toInstant());
        } catch (PemException e) {
            throw isEncrypted(key) ? new WrongPasswordException(key) : e;
        }
    }

    private static boolean isEncrypted(Path key) {
        try {
            return Files.readString(key).contains("ENCRYPTED");
        } catch (IOException e) {
            return false;
        }
    }

    private static SenseCertificates fromPfx(Path folder, Optional<Secret> password) {
        Path file = folder.resolve("client.pfx");
        if (!Files.isReadable(file)) {
            throw new UnusableException("neither client.pem nor client.pfx is in " + folder + " and can be read");
        }
        char[] characters = password.map(Secret::reveal).orElse("").toCharArray();
        try (InputStream stream = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stream, characters);
            List<X509Certificate> inside = new ArrayList<>();
            Optional<X509Certificate> client = Optional.empty();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    client = Optional.of((X509Certificate) store.getCertificate(alias));
                    for (var certificate : store.getCertificateChain(alias)) {
                        inside.add((X509Certificate) certificate);
                    }
                } else {
                    inside.add((X509Certificate) store.getCertificate(alias));
                }
            }
            KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            identity.init(store, characters);
            return new SenseCertificates(
                    identity,
                    root(folder).map(Pem::trust).orElseGet(() -> trust(inside, folder)),
                    client.orElseThrow(() -> new UnusableException(file + " holds no private key"))
                            .getNotAfter()
                            .toInstant());
        } catch (IOException e) {
            if (e.getCause() instanceof GeneralSecurityException) {
                throw new WrongPasswordException(file);
            }
            throw new UnusableException(file + " is no readable PKCS#12 file");
        } catch (GeneralSecurityException e) {
            throw new UnusableException(file + " is no usable PKCS#12 file");
        }
    }

    private static TrustManagerFactory trust(List<X509Certificate> inside, Path folder) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : inside) {
                if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                    store.setCertificateEntry("root-" + store.size(), certificate);
                }
            }
            if (store.size() == 0) {
                throw missing(folder.resolve("root.pem"));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java cannot hold certificates", e);
        }
    }

    private static Optional<Path> root(Path folder) {
        return List.of("root.pem", "root.cer").stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw missing(file);
        }
        return file;
    }

    private static UnusableException missing(Path file) {
        return new UnusableException(file + " is not there or cannot be read");
    }

    /** The message names the file and what is wrong with it. */
    private static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    private static final class WrongPasswordException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongPasswordException(Path file) {
            super(file.toString());
        }
    }
}
