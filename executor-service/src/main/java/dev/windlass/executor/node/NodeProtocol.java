package dev.windlass.executor.node;

import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.executor.node.NodeReply.Refused;
import dev.windlass.executor.node.NodeReply.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the script windlass-node on nodes. Every method waits for the answer and may be interrupted. Thread-safe. */
public final class NodeProtocol {
    private static final Duration SHORT = Duration.ofSeconds(45);
    private static final Duration INSPECTION = Duration.ofSeconds(150);
    private static final int WORDS = 400;

    private final NodeCommands commands;

    public NodeProtocol(NodeCommands commands) {
        this.commands = commands;
    }

    /** What the host is, and which kubeadm revisions each of these minors' repositories offers. Changes nothing. */
    public NodeReply<NodeInspection> inspect(NodeEndpoint node, List<MinorVersion> minors) throws InterruptedException {
        var words = minors.stream().map(MinorVersion::toString).toList();
        return ask(node, INSPECTION, "inspect", words).map(new AnswerReading(node)::inspection);
    }

    /** Starts a verb once: a run that the node knows is not started again, but answered about. */
    public NodeReply<NodeAnswer.OfRun> start(NodeEndpoint node, long token, RunId run, Verb verb)
            throws InterruptedException {
        var words = new ArrayList<>(List.of(Long.toString(token), run.text()));
        words.addAll(verb.words());
        return ask(node, SHORT, "start", words).map(new AnswerReading(node)::run);
    }

    /** Where a run stands, and its output from a byte offset. Never takes the node over, but is fenced as {@link #start}. */
    public NodeReply<NodeAnswer.OfRun> poll(NodeEndpoint node, long token, RunId run, long offset)
            throws InterruptedException {
        return ask(node, SHORT, "poll", List.of(Long.toString(token), run.text(), Long.toString(offset)))
                .map(new AnswerReading(node)::run);
    }

    /** Where a run stands, and what its verb found out. */
    public NodeReply<NodeAnswer.RunFacts> facts(NodeEndpoint node, long token, RunId run) throws InterruptedException {
        return ask(node, SHORT, "facts", List.of(Long.toString(token), run.text()))
                .map(new AnswerReading(node)::facts);
    }

    /** How far the work of a verb is, whoever did it. Changes nothing. */
    public NodeReply<NodeAnswer.Probed> probe(NodeEndpoint node, Verb verb) throws InterruptedException {
        return ask(node, INSPECTION, "probe", verb.words()).map(new AnswerReading(node)::probe);
    }

    /** Removes the records of runs that ended longer ago than so many days; gives their names. */
    public NodeReply<List<String>> prune(NodeEndpoint node, int days) throws InterruptedException {
        return ask(node, SHORT, "prune", List.of(Integer.toString(days))).map(new AnswerReading(node)::pruned);
    }

    private NodeReply<RawAnswer> ask(NodeEndpoint node, Duration atMost, String command, List<String> words)
            throws InterruptedException {
        var line = new ArrayList<>(List.of("sudo", "-n", NodeScript.PATH, command));
        line.addAll(words);
        NodeReply<RawAnswer> reply = commands.run(node, line, atMost).map(output -> answer(node, output));
        if (!(reply instanceof Answered)) {
            // The script may have been removed meanwhile: a new connection looks again.
            commands.forget(node);
        }
        return reply;
    }

    private static NodeReply<RawAnswer> answer(NodeEndpoint node, CommandOutput output) {
        var raw = RawAnswer.in(output.output());
        if (raw.isPresent()) {
            return new Answered<>(raw.get());
        }
        if (Sudo.isMissingOrRefuses(output)) {
            return new Refused<>(
                    FailureKind.ACCESS,
                    "sudo on " + node.words() + " does not let " + node.access().user() + " run the node script: "
                            + cut(output.errors()),
                    "allow it there without a password or a terminal: "
                            + node.access().user() + " ALL=(root) NOPASSWD: " + NodeScript.PATH);
        }
        return new Unreachable<>(
                "the node script on " + node.words() + " ended with status " + output.status() + " and no answer: "
                        + cut(
                                output.errors().isBlank()
                                        ? Bytes.of(output.output(), 0, output.output().length)
                                                .text()
                                        : output.errors()),
                "run sudo -n " + NodeScript.PATH + " inspect there by hand");
    }

    private static String cut(String text) {
        var words = text.strip();
        return words.length() <= WORDS ? words : words.substring(0, WORDS) + "...";
    }
}
