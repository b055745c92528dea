package dev.windlass.runtime.codec;

import static dev.windlass.runtime.codec.Values.each;

import dev.windlass.core.report.Finding;
import dev.windlass.core.report.Outcome;
import dev.windlass.schemas.ClusterSeen;
import dev.windlass.schemas.ControlPlaneRaised;
import dev.windlass.schemas.Drained;
import dev.windlass.schemas.Failed;
import dev.windlass.schemas.KubeletStarted;
import dev.windlass.schemas.NodeSeen;
import dev.windlass.schemas.Succeeded;
import dev.windlass.schemas.Unknown;
import org.jspecify.annotations.Nullable;

/** Outcomes and findings: unions, whose branches Avro's generated classes know only as objects. */
final class OutcomeMapping {
    private OutcomeMapping() {}

    static Object wire(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> new Succeeded(succeeded.summary(), finding(succeeded.finding()));
            case Outcome.Failed failed -> new Failed(Values.wire(failed.failure()));
            case Outcome.Unknown unknown -> new Unknown(unknown.reason());
        };
    }

    static Outcome core(Object outcome) {
        return switch (outcome) {
            case Succeeded succeeded -> new Outcome.Succeeded(succeeded.getSummary(), finding(succeeded.getFinding()));
            case Failed failed -> new Outcome.Failed(Values.core(failed.getFailure()));
            case Unknown unknown -> new Outcome.Unknown(unknown.getReason());
            default -> throw new UnknownValue(Outcome.class);
        };
    }

    static @Nullable Object finding(Finding finding) {
        return switch (finding) {
            case Finding.Nothing nothing -> null;
            case Finding.ClusterSeen seen -> new ClusterSeen(Values.wire(seen.topology()));
            case Finding.NodeSeen seen -> new NodeSeen(Values.wire(seen.facts()));
            case Finding.ControlPlaneRaised raised -> new ControlPlaneRaised(raised.etcdImage());
            case Finding.Drained drained -> new Drained(each(drained.workloads(), Values::wire));
            case Finding.KubeletStarted started -> new KubeletStarted(started.at());
        };
    }

    static Finding finding(@Nullable Object finding) {
        return switch (finding) {
            case null -> Finding.NOTHING;
            case ClusterSeen seen -> new Finding.ClusterSeen(Values.core(seen.getTopology()));
            case NodeSeen seen -> new Finding.NodeSeen(Values.core(seen.getFacts()));
            case ControlPlaneRaised raised -> new Finding.ControlPlaneRaised(raised.getEtcdImage());
            case Drained drained -> new Finding.Drained(each(drained.getWorkloads(), Values::core));
            case KubeletStarted started -> new Finding.KubeletStarted(started.getAt());
            default -> throw new UnknownValue(Finding.class);
        };
    }
}
