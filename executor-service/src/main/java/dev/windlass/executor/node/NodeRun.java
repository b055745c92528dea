package dev.windlass.executor.node;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.executor.node.NodeReply.Refused;
import dev.windlass.executor.node.NodeReply.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Starts a verb on a node, or attaches to the run where there is one already, and follows it to its end, whatever happens to the
 * connection. Interrupting the caller only stops the following: the run goes on, and whoever follows it next attaches. Used once.
 */
public final class NodeRun {
    // A host that is rebooting refuses logins for a while before it refuses connections, and again when it is coming
    // up.
    private static final Duration REFUSAL_MAY_PASS = Duration.ofSeconds(90);

    private final NodeProtocol protocol;
    private final NodeEndpoint node;
    private final long token;
    private final RunId run;
    private final Verb verb;
    private final Pace pace;
    private final Clockwork clockwork;
    private final LongSupplier heldUntil;
    private final RunOutput output;
    private final Consumer<String> note;

    private long offset;
    /** An order to begin was sent, and it may have. */
    private boolean asked;

    private boolean known;
    private boolean behind;
    private boolean silent;
    private OptionalLong refusedSince = OptionalLong.empty();

    private NodeRun(NodeProtocol protocol, NodeEndpoint node, long token, RunId run, Verb verb, Tools tools) {
        this.clockwork = tools.clockwork();
        this.heldUntil = tools.heldUntil();
        this.protocol = protocol;
        this.node = node;
        this.token = token;
        this.run = run;
        this.verb = verb;
        this.pace = new Pace(!verb.slow(), clockwork);
        this.output = new RunOutput(tools.sink());
        this.note = tools.note();
    }

    /**
     * Follows a run to its end.
     *
     * @param atMost after how long to give up on a node that cannot be reached, or on a run that does not end
     * @param tools time, and who is told how it goes
     * @throws InterruptedException when interrupted; the run goes on
     */
    public static RunEnd follow(
            NodeProtocol protocol, NodeEndpoint node, long token, RunId run, Verb verb, Duration atMost, Tools tools)
            throws InterruptedException {
        return new NodeRun(protocol, node, token, run, verb, tools).follow(atMost);
    }

    /**
     * What following is made of.
     *
     * @param heldUntil until when the step is ours, in the clockwork's nanoseconds: nothing is begun later
     * @param sink gets the output as it comes: whole lines, secrets hidden, at most 8,000 characters at once
     * @param note gets in words why nothing is heard of the run, and that it is heard of again
     */
    public record Tools(Clockwork clockwork, LongSupplier heldUntil, Consumer<String> sink, Consumer<String> note) {}

    // Counted by the clock that never jumps: one that is set meanwhile must not end it early or late.
    private RunEnd follow(Duration atMost) throws InterruptedException {
        var until = clockwork.nanoTime() + atMost.toNanos();
        while (true) {
            if (!known && !protocol.mayOrder(heldUntil)) {
                return new RunEnd.Unknown(NodeProtocol.NOT_HELD, NodeProtocol.NOT_HELD_HINT);
            }
            var reply =
                    known ? protocol.poll(node, token, run, offset) : protocol.start(node, token, run, verb, heldUntil);
            asked |= !known && reply instanceof Unreachable;
            // What is still to be read can't be read at once where nobody answers.
            behind &= reply instanceof Answered;
            var end = end(reply);
            if (end.isPresent()) {
                return end.get();
            }
            if (clockwork.nanoTime() - until >= 0) {
                return notEnded(reply);
            }
            if (!behind) {
                pace.await();
            }
        }
    }

    private Optional<RunEnd> end(NodeReply<NodeAnswer.OfRun> reply) throws InterruptedException {
        return switch (reply) {
            case Answered<NodeAnswer.OfRun> answered -> {
                refusedSince = OptionalLong.empty();
                heardOf();
                yield end(answered.answer());
            }
            case Unreachable<NodeAnswer.OfRun> none -> {
                silent(none.reason());
                yield Optional.empty();
            }
            case Refused<NodeAnswer.OfRun> refused ->
                mayPass(refused) ? Optional.empty() : Optional.of(refusedEnd(refused));
        };
    }

    private void silent(String reason) {
        silent = true;
        note.accept("no word of " + verb.words().getFirst() + ", asking again: " + reason);
    }

    private void heardOf() {
        if (silent) {
            silent = false;
            note.accept(verb.words().getFirst() + " is heard of again");
        }
    }

    /** Of what has begun, or may have, it is not known how it ends only because we do not get to it any more. */
    private RunEnd refusedEnd(Refused<?> refused) {
        return mayHaveBegun() && isOnTheWay(refused.kind())
                ? new RunEnd.Unknown(refused.reason(), refused.hint())
                : new RunEnd.Refused(refused.kind(), refused.reason(), refused.hint());
    }

    /** Whether it came before the node's script was asked: our own files, the login, its installation. Others are the script's word. */
    private static boolean isOnTheWay(FailureKind kind) {
        return switch (kind) {
            case ACCESS, HOST_KEY, CONFIGURATION, DISK_FULL -> true;
            default -> false;
        };
    }

    private boolean mayHaveBegun() {
        return known || asked;
    }

    private boolean mayPass(Refused<?> refused) {
        var now = clockwork.nanoTime();
        var since = refusedSince.orElse(now);
        refusedSince = OptionalLong.of(since);
        return mayHaveBegun() && refused.kind() == FailureKind.ACCESS && now - since < REFUSAL_MAY_PASS.toNanos();
    }

    private Optional<RunEnd> end(NodeAnswer.OfRun answer) throws InterruptedException {
        return switch (answer) {
            case NodeAnswer.Fenced fenced -> Optional.of(new RunEnd.Fenced(fenced.highest()));
            case NodeAnswer.Running running -> {
                take(running.part());
                // Still not begun at a second look: who launched it died at that. Starting it again is harmless.
                known = running.begun() || !known;
                yield Optional.empty();
            }
            case NodeAnswer.Done done -> takeAll(done.part()) ? succeeded() : Optional.empty();
            case NodeAnswer.Failed failed -> {
                if (!failed.reason().isEmpty()) {
                    yield Optional.of(notStarted(failed));
                }
                yield takeAll(failed.part()) ? Optional.of(failed(failed.status())) : Optional.empty();
            }
            case NodeAnswer.Lost lost ->
                takeAll(lost.part()) ? Optional.of(new RunEnd.Lost(lost.loss())) : Optional.empty();
        };
    }

    /** Whether this was all; the answer to start says only where the run stands, so what it printed is still to be read. */
    private boolean takeAll(NodeAnswer.Part part) {
        var first = !known;
        known = true;
        if (first) {
            pace.soon();
            return false;
        }
        take(part);
        if (part.isLast()) {
            output.end();
            return true;
        }
        return false;
    }

    private void take(NodeAnswer.Part part) {
        if (part.bytes().length() > 0) {
            output.add(part.bytes());
            pace.soon();
        }
        offset = Math.max(offset, part.next());
        behind = part.bytes().length() > 0 && !part.isLast();
    }

    private Optional<RunEnd> succeeded() throws InterruptedException {
        return switch (protocol.facts(node, token, run)) {
            case Answered<NodeAnswer.RunFacts> answered -> Optional.of(succeeded(answered.answer()));
            case Unreachable<NodeAnswer.RunFacts> none -> Optional.empty();
            case Refused<NodeAnswer.RunFacts> refused -> Optional.of(refusedEnd(refused));
        };
    }

    private static RunEnd succeeded(NodeAnswer.RunFacts answer) {
        return answer.run() instanceof NodeAnswer.Fenced fenced
                ? new RunEnd.Fenced(fenced.highest())
                : new RunEnd.Succeeded(answer.facts());
    }

    private RunEnd notStarted(NodeAnswer.Failed failed) {
        output.add(failed.part().bytes());
        output.end();
        return failed(failed.status());
    }

    private RunEnd failed(int status) {
        var reason = output.scriptSaid().orElse("the verb " + verb.words().getFirst() + " ended with status " + status);
        return new RunEnd.Failed(kind(reason), status, reason + " on " + node.words(), output.lastLines());
    }

    private FailureKind kind(String reason) {
        var words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("is full")) {
            return FailureKind.DISK_FULL;
        }
        return switch (verb) {
            case Verb.UpgradeApply v -> FailureKind.KUBEADM;
            case Verb.UpgradeNode v -> FailureKind.KUBEADM;
            case Verb.PullImages v -> FailureKind.KUBEADM;
            case Verb.SwitchRepository v -> FailureKind.PACKAGE;
            case Verb.DownloadPackages v -> FailureKind.PACKAGE;
            case Verb.InstallKubeadm v -> FailureKind.PACKAGE;
            case Verb.InstallKubelet v -> FailureKind.PACKAGE;
            case Verb.RestoreNode v -> FailureKind.PACKAGE;
            case Verb.SaveConfiguration v -> FailureKind.OTHER;
            case Verb.RestartKubelet v -> FailureKind.OTHER;
        };
    }

    private RunEnd.Unknown notEnded(NodeReply<NodeAnswer.OfRun> reply) {
        return switch (reply) {
            case Answered<NodeAnswer.OfRun> answered ->
                new RunEnd.Unknown(
                        verb.words().getFirst() + " on " + node.words() + " has not ended yet",
                        "see what it waits for on that node; it goes on there");
            case Unreachable<NodeAnswer.OfRun> none -> new RunEnd.Unknown(none.reason(), none.hint());
            case Refused<NodeAnswer.OfRun> refused -> new RunEnd.Unknown(refused.reason(), refused.hint());
        };
    }

    /** The facts that say when the kubelet started, on the node's own clock; empty where the verb did not start one. */
    public static Optional<Instant> kubeletStarted(Map<String, String> facts) {
        var seconds = facts.getOrDefault("restarted-at", "");
        return seconds.matches("[1-9][0-9]{0,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
