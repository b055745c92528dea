package dev.windlass.core.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** A plan's canonical text, which its digest is taken of. Warnings are not part of what will be done, so not of the digest. */
final class PlanText {
    private PlanText() {}

    static PlanDigest digest(Plan plan) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(of(plan).getBytes(StandardCharsets.UTF_8));
            return new PlanDigest(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static String of(Plan plan) {
        var kubelets = plan.kubelets().entrySet().stream()
                .map(kubelet -> "kubelet %s %s\n".formatted(kubelet.getKey(), kubelet.getValue()))
                .collect(Collectors.joining());
        var hops = plan.hops().stream().map(PlanText::of).collect(Collectors.joining());
        var steps = plan.steps().stream().map(PlanText::of).collect(Collectors.joining());
        return "plan/1 %s %s %s\n%s%s%s".formatted(plan.cluster(), plan.from(), plan.target(), kubelets, hops, steps);
    }

    private static String of(Hop hop) {
        var revisions = hop.revisions().entrySet().stream()
                .map(revision -> " %s=%s".formatted(revision.getKey(), revision.getValue()))
                .collect(Collectors.joining());
        return "hop %d %s %s%s\n".formatted(hop.number(), hop.from(), hop.to(), revisions);
    }

    private static String of(Step step) {
        var node = step.node().map(Object::toString).orElse("-");
        return "step %s %d %s %s %s\n".formatted(step.id(), step.hop(), step.phase(), node, step.action());
    }
}
