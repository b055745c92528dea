package dev.windlass.core.plan;

import dev.windlass.core.cluster.MinorVersion;

/** Version skew rules (kubernetes.io, releases/version-skew-policy; what kubeadm enforces on top: its upgrade policy). */
final class Skew {
    /** Kubelets from 1.25 on may be three minors older than an API server, earlier ones two. */
    private static final int FIRST_WITH_THREE = 25;
    /** kubeadm from 1.29 on accepts kubelets three minors older than its target, earlier ones one. */
    private static final int FIRST_KUBEADM_WITH_THREE = 29;

    private Skew() {}

    /** The oldest minor that a kubelet of this minor's kind may have beside API servers of the given minor. */
    static MinorVersion oldestKubelet(MinorVersion apiServer, MinorVersion kubelet) {
        var gap = kubelet.minor() >= FIRST_WITH_THREE ? 3 : 2;
        return new MinorVersion(apiServer.major(), Math.max(0, apiServer.minor() - gap));
    }

    /** Whether kubelets of a minor may stay as they are while the control plane is raised to another. */
    static boolean mayStay(MinorVersion kubelet, MinorVersion hop) {
        var kubeadmAllows = hop.minor() >= FIRST_KUBEADM_WITH_THREE ? 3 : 1;
        return kubelet.compareTo(oldestKubelet(hop, kubelet)) >= 0 && hop.above(kubelet) <= kubeadmAllows;
    }
}
