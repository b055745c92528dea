package dev.windlass.executor.node;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.executor.node.NodeReply.Refused;
import dev.windlass.executor.node.NodeReply.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Asks the script windlass-node on nodes. Every method waits for the answer and may be interrupted. Thread-safe. */
public final class NodeProtocol {
    private static final Duration SHORT = Duration.ofSeconds(45);
    private static final Duration INSPECTION = Duration.ofSeconds(150);
    private static final int WORDS = 400;
    static final String NOT_HELD =
            "no sign of life of this step has reached the brokers for %d s, so it may be another's by now"
                    .formatted(Action.LEASE.toSeconds());
    static final String NOT_HELD_HINT = "it is asked for again; do the brokers answer?";

    /** A host that is paused as a whole does not count on meanwhile: what is thought of its clock is ahead then. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final NodeCommands commands;
    private final Clockwork clockwork;
    private final Map<NodeEndpoint, NodeClock> clocks = new ConcurrentHashMap<>();

    public NodeProtocol(NodeCommands commands, Clockwork clockwork) {
        this.commands = commands;
        this.clockwork = clockwork;
    }

    /** What the host is, and which kubeadm revisions each of these minors' repositories offers. Changes nothing. */
    public NodeReply<NodeInspection> inspect(NodeEndpoint node, List<MinorVersion> minors) throws InterruptedException {
        var words = minors.stream().map(MinorVersion::toString).toList();
        return ask(node, INSPECTION, "inspect", words).map(new AnswerReading(node)::inspection);
    }

    /**
     * Starts a verb once: a run that the node knows is not started again, but answered about. Nothing begins when the lease of whoever
     * orders may be over, and the step another's, or nobody's any more: an order says until when it is good, on the node's clock.
     *
     * @param heldUntil until when the step is the orderer's, in the nanoseconds of the clockwork
     */
    public NodeReply<NodeAnswer.OfRun> start(
            NodeEndpoint node, long token, RunId run, Verb verb, LongSupplier heldUntil) throws InterruptedException {
        return clock(node).map(clock -> order(node, token, run, verb, clock, heldUntil));
    }

    private NodeReply<NodeClock> clock(NodeEndpoint node) throws InterruptedException {
        var known = clocks.get(node);
        return known == null || known.isOlderThan(REMEMBERED, clockwork.nanoTime())
                ? ask(node, SHORT, "clock", List.of()).map(raw -> heard(node, raw))
                : new Answered<>(known);
    }

    private NodeReply<NodeClock> heard(NodeEndpoint node, RawAnswer raw) {
        var clock = NodeClock.read(raw.field("now"), clockwork.nanoTime());
        clock.ifPresent(heard -> clocks.put(node, heard));
        return clock.<NodeReply<NodeClock>>map(Answered::new).orElseGet(() -> new AnswerReading(node).other(raw));
    }

    /**
     * After a reboot what is thought of its clock is wrong, and a second order goes by what it says now. In the same start of the node the
     * order is late indeed: it was under way for long, or whoever gives it was suspended and does not know it.
     */
    private NodeReply<NodeAnswer.OfRun> order(
            NodeEndpoint node, long token, RunId run, Verb verb, NodeClock clock, LongSupplier heldUntil)
            throws InterruptedException {
        var first = ordered(node, token, run, verb, clock, heldUntil);
        if (!isLate(first)) {
            return first.map(new AnswerReading(node)::run);
        }
        var second = first.map(raw -> clock.isOfTheStart(raw.field("now"))
                ? new Answered<>(raw)
                : heard(node, raw).map(now -> ordered(node, token, run, verb, now, heldUntil)));
        return isLate(second)
                ? new Unreachable<>(
                        "orders to " + node.words() + " are under way for longer than they are good for",
                        "look at the way there")
                : second.map(new AnswerReading(node)::run);
    }

    private NodeReply<RawAnswer> ordered(
            NodeEndpoint node, long token, RunId run, Verb verb, NodeClock clock, LongSupplier heldUntil)
            throws InterruptedException {
        var left = left(heldUntil);
        if (left <= 0) {
            return new Unreachable<>(NOT_HELD, NOT_HELD_HINT);
        }
        var words = new ArrayList<>(
                List.of(Long.toString(token), run.text(), clock.in(Duration.ofNanos(left), clockwork.nanoTime())));
        words.addAll(verb.words());
        return ask(node, SHORT, "start", words);
    }

    /** Whether the step is still the orderer's. */
    boolean mayOrder(LongSupplier heldUntil) {
        return left(heldUntil) > 0;
    }

    private long left(LongSupplier heldUntil) {
        return heldUntil.getAsLong() - clockwork.nanoTime();
    }

    private static boolean isLate(NodeReply<RawAnswer> reply) {
        return reply instanceof Answered<RawAnswer> answered
                && answered.answer().name().equals("late");
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
            // The script may have been removed meanwhile, or the node rebooted: a new connection looks again.
            commands.forget(node);
            clocks.remove(node);
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
        var words = SecretMask.text(text.strip());
        return words.length() <= WORDS ? words : words.substring(0, WORDS) + "...";
    }
}
