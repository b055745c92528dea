package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;
import org.jspecify.annotations.Nullable;

/**
 * Verifies host keys against a known_hosts file, and remembers why one was refused. There is no way to accept a key that is not in
 * the file. One instance a connection.
 */
final class KnownHosts extends OpenSSHKnownHosts {
    private final Path file;

    @Nullable
    private volatile Trouble refusal;

    private KnownHosts(Path file, String content) throws IOException {
        super(new StringReader(content), SshConnector.SILENT);
        this.file = file;
    }

    static KnownHosts read(Path file, String cluster) throws Trouble {
        var hint = "set ssh.knownHosts of cluster " + cluster
                + " to a file with the host keys of its nodes; ssh-keyscan prints"
                + " them, and they have to be compared with the hosts'";
        try {
            return new KnownHosts(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw Trouble.refused(FailureKind.CONFIGURATION, "the known_hosts file " + file + " does not exist", hint);
        } catch (IOException e) {
            throw Trouble.refused(
                    FailureKind.CONFIGURATION,
                    "the known_hosts file " + file + " cannot be read: " + e.getMessage(),
                    hint);
        }
    }

    /** Why the key of this connection was refused; null when it was not. */
    @Nullable
    Trouble refusal() {
        return refusal;
    }

    /**
     * The algorithms whose keys are in the file are asked for first, so that a server with several keys shows the one that is
     * known. An RSA key is one key under three signature names.
     */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        var names = new ArrayList<String>();
        for (var name : super.findExistingAlgorithms(hostname, port)) {
            if (name.equals("ssh-rsa")) {
                names.add("rsa-sha2-512");
                names.add("rsa-sha2-256");
            }
            names.add(name);
        }
        return names;
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        refusal = Trouble.refused(
                FailureKind.HOST_KEY,
                "the host key of " + hostname + " is not in " + file + ": " + words(key),
                "compare this fingerprint with the one on the host (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub there) and add the"
                        + " key to that file");
        return false;
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        refusal = Trouble.refused(
                FailureKind.HOST_KEY,
                "the host key of " + hostname + " is not the one in " + file + ": the host shows " + words(key),
                "find out whether the host was installed anew or somebody is in between; only then put the new key into that file");
        return false;
    }

    private static String words(PublicKey key) {
        var blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return KeyType.fromKey(key) + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
