package io.footman.benchmark;

import io.footman.model.tls.Pem;
import io.footman.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Where a benchmark runs: the project with the packaged applications, a folder of its own, certificates.
 *
 * @param project root folder of the repository
 * @param folder for configuration, data and logs of this run
 */
record Bench(Path project, Path folder, TestCertificates certificates, SSLContext tls) {
    static Bench in(Path project, Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        TestCertificates certificates = TestCertificates.create(folder);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, Pem.trust(certificates.ca()).getTrustManagers(), null);
        return new Bench(project, folder, certificates, tls);
    }

    /** An empty folder below that of the run. */
    Path subfolder(String name) throws IOException {
        return Files.createTempDirectory(folder, name + "-");
    }

    /** Starts an application as packaged, with its recommended Java options and this configuration. */
    ChildProcess application(String name, String module, Path home, String configuration, List<String> moreOptions)
            throws IOException {
        Path file = Files.writeString(home.resolve("footman.yml"), configuration);
        List<String> command = ChildProcess.java(List.of("@" + options(name)));
        command.addAll(moreOptions);
        command.addAll(List.of("-jar", ChildProcess.jar(project, module).toString(), "--config", file.toString()));
        return ChildProcess.start(command, home, name);
    }

    /** The recommended Java options of an application. */
    Path options(String name) {
        return project.resolve("infra/jvm/" + name + ".options");
    }
}
