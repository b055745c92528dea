package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** Reads a private key file, with words for what may be wrong with it. */
final class KeyFile {
    private KeyFile() {}

    static KeyProvider read(SSHClient client, Path file, String cluster) throws Trouble {
        var setting = "ssh.privateKey of cluster " + cluster;
        if (!Files.exists(file)) {
            throw Trouble.refused(
                    FailureKind.CONFIGURATION,
                    "the private key " + file + " does not exist",
                    "set " + setting + " to the key's file");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw Trouble.refused(
                    FailureKind.CONFIGURATION,
                    "the private key " + file + " is not a file that this service may read",
                    "check the owner and mode of that file: it must belong to the user of this service, with mode 0600");
        }
        try {
            var keys = client.loadKeys(file.toString());
            keys.getPrivate();
            return keys;
        } catch (IOException | RuntimeException e) {
            throw broken(file, setting, e);
        }
    }

    private static Trouble broken(Path file, String setting, Exception e) {
        var words = String.valueOf(e.getMessage());
        var about = (e.getClass().getSimpleName() + " " + words).toLowerCase(Locale.ROOT);
        if (about.contains("decrypt")
                || about.contains("passphrase")
                || about.contains("password")
                || about.contains("encrypted")) {
            return Trouble.refused(
                    FailureKind.CONFIGURATION,
                    "the private key " + file + " is protected by a passphrase, which nobody is there to type",
                    "set " + setting + " to a key without passphrase (ssh-keygen -p removes it from a copy)");
        }
        return Trouble.refused(
                FailureKind.CONFIGURATION,
                "the file " + file + " is not a private key that can be read: " + words,
                "set " + setting + " to a private key in OpenSSH or PEM form");
    }
}
