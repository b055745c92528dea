package dev.windlass.core.procedure;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The procedure as a page for people, made of the same data that plans are made of. */
public final class ProcedurePage {
    private static final String PAGE = """
            # The procedure

            This page is made from the data in `KubeadmUpgrade` and `Action`; a test fails when it is not current.

            ## Before there is a plan

            Nothing is changed. When something forbids the upgrade, the request is refused with every reason at once.

            %s
            ## One hop

            A hop raises the control plane by at most one minor version. A request may need several; they run one after the other.
            Nodes are taken one at a time. A worker that may stay behind within the version skew skips a hop, so that it is drained once.

            ```mermaid
            %s```

            %s
            ## When it goes wrong

            An action has so many attempts, with 5, 15, 45 and then 60 seconds between them. When they are used up, or when more of
            them make no sense, this happens:

            | where | what |
            | --- | --- |
            | inspection | the request is refused; nothing was changed |
            | a node whose configuration can't be kept | the upgrade halts: the node was not touched |
            | a worker | %s; the upgrade ends as rolled back |
            | a worker in service again, when a person asks for its rollback | %s |
            | a control plane whose kubelet package was not touched yet | %s; then the upgrade halts |
            | a control plane otherwise, the cluster, workloads that do not come back | the upgrade halts: it waits for a person and says where to look |

            ## The actions

            The time is for one attempt. A drain takes the policy's deadline instead, and validations add the policy's stability window.
            That of a node or of a control plane's node ends with the first renewal of its lease that is seen after it: Kubernetes calls a node and its pods
            Ready for 40 s and more after the kubelet is gone, so nothing else says that it was there to the end. Kubelets renew it every 10 s.

            | action | who | time | attempts | what it does |
            | --- | --- | --- | --- | --- |
            %s""";

    private ProcedurePage() {}

    /** Markdown with a diagram. The same data always gives the same text. */
    public static String markdown() {
        return PAGE.formatted(
                KubeadmUpgrade.INSPECTION.stream()
                        .map(action -> "- %s: %s\n".formatted(action.words(), action.purpose()))
                        .collect(Collectors.joining()),
                diagram(),
                KubeadmUpgrade.HOP.stream().map(ProcedurePage::phase).collect(Collectors.joining()),
                actions(KubeadmUpgrade.WORKER_ROLLBACK),
                actions(KubeadmUpgrade.WORKER_ROLLBACK_IN_SERVICE),
                actions(KubeadmUpgrade.CONTROL_PLANE_RELEASE),
                Stream.of(Action.values()).map(ProcedurePage::row).collect(Collectors.joining()));
    }

    private static String diagram() {
        var diagram = new StringBuilder("flowchart TD\n");
        var phases = KubeadmUpgrade.HOP;
        for (var i = 0; i < phases.size(); i++) {
            diagram.append("  p%d[\"<b>%s</b><br/>%s\"]\n"
                    .formatted(i, phases.get(i).name(), actions(phases.get(i)).replace(", ", "<br/>")));
            if (i > 0) {
                diagram.append("  p%d --> p%d\n".formatted(i - 1, i));
            }
        }
        return diagram.toString();
    }

    private static String phase(Phase phase) {
        return "- **%s**, for %s: %s\n".formatted(phase.name(), phase.scope().words(), actions(phase));
    }

    private static String actions(Phase phase) {
        return phase.actions().stream().map(Action::words).collect(Collectors.joining(", "));
    }

    private static String row(Action action) {
        return "| %s | %s | %s | %d | %s |\n"
                .formatted(
                        action.words(),
                        action.actor().name().toLowerCase(Locale.ROOT),
                        minutes(action.deadline()),
                        action.attempts(),
                        action.purpose());
    }

    private static String minutes(Duration duration) {
        return duration.toMinutes() + " min";
    }
}
