package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.SshLink.NotSent;
import java.io.IOException;
import java.util.List;

/** Sees on each new connection that the node has this build's script, and installs it where it has another one or none. */
final class ScriptCheck {
    private final NodeScript script;

    ScriptCheck(NodeScript script) {
        this.script = script;
    }

    void check(NodeEndpoint node, SshLink link) throws Trouble {
        var found = run(node, link, script.hashOnNode(), new byte[0]);
        if (has(found)) {
            return;
        }
        var installed = run(node, link, script.install(), script.content());
        if (installed.status() != 0 || !has(run(node, link, script.hashOnNode(), new byte[0]))) {
            throw notInstalled(node, installed);
        }
    }

    private boolean has(CommandOutput output) {
        return output.status() == 0
                && new String(output.output(), java.nio.charset.StandardCharsets.UTF_8).contains(script.hash());
    }

    private Trouble notInstalled(NodeEndpoint node, CommandOutput output) {
        var byHand = "install the script windlass-node of this release there by hand, as " + NodeScript.PATH
                + ", root:root, mode 0755, sha256 " + script.hash();
        var words = output.errors().strip();
        if (Sudo.isMissingOrRefuses(output)) {
            return Trouble.refused(
                    FailureKind.ACCESS,
                    node.words() + " has not this release's node script, and sudo does not let "
                            + node.access().user() + " install it: " + words,
                    byHand + "; or let that user run sudo without a password");
        }
        if (words.contains("No space left on device")) {
            return Trouble.refused(
                    FailureKind.DISK_FULL,
                    "the node script cannot be installed on " + node.words() + ": " + words,
                    "free space on that node");
        }
        return Trouble.refused(
                FailureKind.ACCESS, "the node script cannot be installed on " + node.words() + ": " + words, byHand);
    }

    private static CommandOutput run(NodeEndpoint node, SshLink link, List<String> words, byte[] input) throws Trouble {
        try {
            return link.run(ShellLine.of(words), input);
        } catch (NotSent | IOException e) {
            throw Trouble.unreachable(
                    "the connection to " + node.words() + " was lost: " + e.getMessage(), "it will be tried again");
        }
    }
}
