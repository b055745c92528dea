package dev.windlass.simulation.invariant;

import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.plan.Step;
import dev.windlass.core.upgrade.RunName;
import dev.windlass.core.upgrade.Upgrade;
import dev.windlass.simulator.world.Verb;
import java.util.Optional;

/** Which verb of the node protocol a step of a plan is, and with which argument: by the plan alone. */
record PlannedVerb(Verb verb, String argument) {
    /** Empty for a step that is not done on the node itself. */
    static Optional<PlannedVerb> of(Upgrade upgrade, Step step) {
        return verb(step).map(verb -> new PlannedVerb(verb, argument(upgrade, step, verb)));
    }

    private static Optional<Verb> verb(Step step) {
        return switch (step.action()) {
            case SAVE_CONFIGURATION -> Optional.of(Verb.SAVE_CONFIGURATION);
            case SWITCH_REPOSITORY -> Optional.of(Verb.SWITCH_REPOSITORY);
            case DOWNLOAD_PACKAGES -> Optional.of(Verb.DOWNLOAD_PACKAGES);
            case INSTALL_KUBEADM -> Optional.of(Verb.INSTALL_KUBEADM);
            case PULL_IMAGES -> Optional.of(Verb.PULL_IMAGES);
            case KUBEADM_UPGRADE_APPLY -> Optional.of(Verb.UPGRADE_APPLY);
            case KUBEADM_UPGRADE_NODE -> Optional.of(Verb.UPGRADE_NODE);
            case INSTALL_KUBELET -> Optional.of(Verb.INSTALL_KUBELET);
            case RESTART_KUBELET -> Optional.of(Verb.RESTART_KUBELET);
            case RESTORE_NODE -> Optional.of(Verb.RESTORE_NODE);
            case INSPECT_CLUSTER,
                    INSPECT_NODE,
                    CHECK_CLUSTER,
                    CORDON,
                    DRAIN,
                    UNCORDON,
                    VALIDATE_CONTROL_PLANE,
                    VALIDATE_API_SERVERS,
                    VALIDATE_NODE,
                    VALIDATE_WORKLOADS,
                    VALIDATE_CLUSTER -> Optional.empty();
        };
    }

    private static String argument(Upgrade upgrade, Step step, Verb verb) {
        var hop = upgrade.plan().orElseThrow().hop(step.hop());
        return switch (verb) {
            case SAVE_CONFIGURATION, RESTORE_NODE -> RunName.saved(upgrade.id(), step);
            case SWITCH_REPOSITORY -> hop.to().series().toString();
            case PULL_IMAGES, UPGRADE_APPLY, UPGRADE_NODE -> hop.to().toString();
            case DOWNLOAD_PACKAGES, INSTALL_KUBEADM, INSTALL_KUBELET, RESTART_KUBELET ->
                step.node()
                        .map(hop.revisions()::get)
                        .map(revision -> revision.text())
                        .orElse("");
        };
    }

    /** A version may be written with a v before it or without. */
    boolean is(Verb began, String with) {
        return verb == began
                && switch (verb) {
                    case PULL_IMAGES, UPGRADE_APPLY, UPGRADE_NODE ->
                        KubernetesVersion.parse(argument).equals(KubernetesVersion.parse(with));
                    default -> argument.equals(with);
                };
    }

    @Override
    public String toString() {
        return verb + " " + argument;
    }
}
