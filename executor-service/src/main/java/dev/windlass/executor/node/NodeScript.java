package dev.windlass.executor.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The script windlass-node of this build, and where it lives on a node. */
final class NodeScript {
    static final String FOLDER = "/usr/local/libexec/windlass";
    static final String PATH = FOLDER + "/windlass-node";

    // A cut connection ends cat's input early: only the whole script may take the place of the former.
    private static final String INSTALL =
            "umask 022 && mkdir -p %1$s && cat >%1$s/.windlass-node.new && chown 0:0 %1$s/.windlass-node.new && chmod 755 %1$s/.windlass-node.new"
                    + " && echo '%2$s  %1$s/.windlass-node.new' | sha256sum -c - >/dev/null && mv -f %1$s/.windlass-node.new %1$s/windlass-node"
                    + " && { command -v restorecon >/dev/null && restorecon -R %1$s || true; }";

    private final byte[] content;
    private final String hash;

    private NodeScript(byte[] content) {
        this.content = content;
        this.hash = hashOf(content);
    }

    /** The script that is packed with this class. */
    static NodeScript ofThisBuild() {
        try (var in = Objects.requireNonNull(NodeScript.class.getResourceAsStream("windlass-node"), "windlass-node")) {
            return new NodeScript(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NodeScript of(byte[] content) {
        return new NodeScript(content.clone());
    }

    byte[] content() {
        return content.clone();
    }

    /** The SHA-256 in hexadecimal. */
    String hash() {
        return hash;
    }

    /** Prints the hash of the script on a node; the login user may read it. */
    List<String> hashOnNode() {
        return List.of("sha256sum", PATH);
    }

    /** Installs the script from standard input. Needs more of sudo than the script itself. */
    List<String> install() {
        return List.of("sudo", "-n", "/bin/sh", "-c", INSTALL.formatted(FOLDER, hash));
    }

    private static String hashOf(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
