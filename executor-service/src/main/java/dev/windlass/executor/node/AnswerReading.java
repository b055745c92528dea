package dev.windlass.executor.node;

import dev.windlass.core.report.FailureKind;
import dev.windlass.executor.node.NodeReply.Answered;
import dev.windlass.executor.node.NodeReply.Refused;
import dev.windlass.executor.node.NodeReply.Unreachable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the answers of the node protocol. An answer outside its closed set is a refusal: this build does not know that script. */
final class AnswerReading {
    private static final int MOST_FACTS = 200;

    private final NodeEndpoint node;

    AnswerReading(NodeEndpoint node) {
        this.node = node;
    }

    NodeReply<NodeAnswer.OfRun> run(RawAnswer raw) {
        var part = part(raw);
        return switch (raw.name()) {
            case "done" -> new Answered<>(new NodeAnswer.Done(part));
            case "failed" ->
                new Answered<>(new NodeAnswer.Failed(
                        (int) Math.min(raw.number("rc", 1), Integer.MAX_VALUE), raw.field("reason"), part));
            case "running" ->
                new Answered<>(new NodeAnswer.Running(!raw.field("begun").equals("no"), part));
            case "lost" -> new Answered<>(new NodeAnswer.Lost(loss(raw.field("reason")), part));
            case "fenced" -> new Answered<>(new NodeAnswer.Fenced(raw.number("highest", 0)));
            default -> other(raw);
        };
    }

    /** After {@link #run}: the payload as key=value lines. */
    NodeReply<NodeAnswer.RunFacts> facts(RawAnswer raw) {
        return run(raw).map(answer -> new Answered<>(new NodeAnswer.RunFacts(answer, keyValues(raw.payloadText()))));
    }

    NodeReply<NodeAnswer.Probed> probe(RawAnswer raw) {
        if (!raw.name().equals("probe")) {
            return other(raw);
        }
        var progress = switch (raw.field("state")) {
            case "done" -> NodeAnswer.Progress.DONE;
            case "not-started" -> NodeAnswer.Progress.NOT_STARTED;
            case "half" -> NodeAnswer.Progress.HALF;
            default -> NodeAnswer.Progress.UNKNOWN;
        };
        return new Answered<>(new NodeAnswer.Probed(progress, raw.field("reason")));
    }

    NodeReply<NodeInspection> inspection(RawAnswer raw) {
        return raw.name().equals("facts") ? new Answered<>(NodeInspection.read(raw.payloadText())) : other(raw);
    }

    NodeReply<List<String>> pruned(RawAnswer raw) {
        return raw.name().equals("pruned")
                ? new Answered<>(raw.payloadText().lines().toList())
                : other(raw);
    }

    /** The script refused, or said something that is not in the protocol. */
    <A> NodeReply<A> other(RawAnswer raw) {
        var words = raw.payloadText().strip();
        if (raw.name().equals("refused") && raw.field("reason").equals("busy")) {
            return new Unreachable<>(node.words() + ": " + words, "see which process holds the lock on that node");
        }
        if (raw.name().equals("refused")) {
            return new Refused<>(
                    FailureKind.OTHER,
                    "the node script of " + node.words() + " refused: " + words,
                    "please report this");
        }
        return new Refused<>(
                FailureKind.OTHER,
                "the node script of " + node.words() + " gave the answer '" + raw.name()
                        + "', which this version does not know",
                "run the same version of Windlass everywhere");
    }

    private static NodeAnswer.Part part(RawAnswer raw) {
        var next = raw.number("offset", 0);
        return new NodeAnswer.Part(raw.payload(), next, Math.max(next, raw.number("size", next)));
    }

    private static NodeAnswer.Loss loss(String reason) {
        return switch (reason) {
            case "reboot" -> NodeAnswer.Loss.REBOOT;
            case "unknown-run" -> NodeAnswer.Loss.UNKNOWN_RUN;
            default -> NodeAnswer.Loss.KILLED;
        };
    }

    private static Map<String, String> keyValues(String text) {
        var facts = new LinkedHashMap<String, String>();
        text.lines().limit(MOST_FACTS).forEach(line -> {
            var equals = line.indexOf('=');
            if (equals > 0) {
                facts.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return facts;
    }
}
