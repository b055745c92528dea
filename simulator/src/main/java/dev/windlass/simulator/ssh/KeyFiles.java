package dev.windlass.simulator.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Keys, and the files in which OpenSSH and its like expect them. */
final class KeyFiles {
    private KeyFiles() {}

    /** On the curve P-256, which every SSH implementation knows and which is quick to make. */
    static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has the curve P-256", e);
        }
    }

    static Path writePrivateKey(KeyPair key, Path file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "simulated cluster", null, bytes);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot write a private key in OpenSSH's format", e);
        }
        return write(file, bytes.toString(StandardCharsets.UTF_8));
    }

    static Path writeKnownHosts(Collection<SimulatedHost> hosts, Path file) throws IOException {
        return write(
                file,
                hosts.stream()
                        .map(host -> "[%s]:%d %s\n"
                                .formatted(SimulatedHost.ADDRESS, host.port(), PublicKeyEntry.toString(host.hostKey())))
                        .collect(Collectors.joining()));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
