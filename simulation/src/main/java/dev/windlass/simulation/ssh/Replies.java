package dev.windlass.simulation.ssh;

import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.CommandOutput;
import dev.windlass.executor.node.NodeEndpoint;
import dev.windlass.executor.node.NodeReply;
import dev.windlass.executor.node.NodeReply.Refused;
import dev.windlass.executor.node.NodeReply.Unreachable;
import java.time.Duration;

/** The problems of a way to a node, with kinds and words as the product's own SSH gives them. */
final class Replies {
    private Replies() {}

    static NodeReply<CommandOutput> connectionRefused(NodeEndpoint node) {
        return new Unreachable<>(
                node.words() + " refused the connection",
                "is the SSH server running there, on that port? Is the host starting up?");
    }

    static NodeReply<CommandOutput> loginRefused(NodeEndpoint node) {
        var access = node.access();
        return new Refused<>(
                FailureKind.ACCESS,
                node.words() + " refused the key " + access.privateKey() + " for the user " + access.user(),
                "put its public key into ~" + access.user()
                        + "/.ssh/authorized_keys there, or correct ssh.user of cluster " + node.cluster());
    }

    static NodeReply<CommandOutput> hostKeyChanged(NodeEndpoint node) {
        return new Refused<>(
                FailureKind.HOST_KEY,
                "the host key of [" + node.host() + "]:" + node.port() + " is not the one in "
                        + node.access().knownHosts() + ": the host shows another",
                "find out whether the host was installed anew or somebody is in between; only then put the new key into that file");
    }

    static NodeReply<CommandOutput> lost(NodeEndpoint node, String why) {
        return new Unreachable<>(
                "the connection to " + node.words() + " was lost: " + why,
                "whatever runs on the node goes on; it will be asked again");
    }

    static NodeReply<CommandOutput> noAnswer(NodeEndpoint node, Duration atMost) {
        return new Unreachable<>(
                node.words() + " did not answer within " + atMost.toSeconds() + " s",
                "is the host overloaded or hung?");
    }

    static NodeReply<CommandOutput> shuttingDown(NodeEndpoint node) {
        return new Unreachable<>(
                node.words() + " was not asked, because this service is shutting down", "another one will ask");
    }
}
