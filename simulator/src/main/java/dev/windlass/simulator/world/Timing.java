package dev.windlass.simulator.world;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param verb how long a verb that changes one small thing takes
 * @param install how long packages take to download or install
 * @param kubeadm how long kubeadm takes beside waiting for pods
 * @param kubeletRegister from the kubelet's start to its first written status, which is not Ready
 * @param kubeletReady from there to Ready
 * @param leaseRenewal how often a kubelet renews its lease; 10 s in Kubernetes
 * @param grace how long a silent kubelet's node stays Ready; 40 s in Kubernetes, 50 s from 1.32
 * @param monitor how often the node controller looks
 * @param podStart from binding to ready
 * @param podStop from deletion to gone
 * @param manifest until a kubelet notices a changed static pod manifest
 * @param staticPod from there until the component serves again
 * @param poll how often kubeadm looks
 */
public record Timing(
        Duration verb,
        Duration install,
        Duration kubeadm,
        Duration kubeletRegister,
        Duration kubeletReady,
        Duration leaseRenewal,
        Duration grace,
        Duration monitor,
        Duration podStart,
        Duration podStop,
        Duration manifest,
        Duration staticPod,
        Duration poll) {
    /** About as long as a small cluster of virtual machines takes. */
    public static Timing realistic() {
        return new Timing(
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(40),
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofMillis(500));
    }

    /** Short enough to watch a whole upgrade of five nodes. */
    public static Timing demo() {
        return new Timing(
                Duration.ofMillis(120),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                Duration.ofMillis(400),
                Duration.ofMillis(2_500),
                Duration.ofMillis(250),
                Duration.ofMillis(250),
                Duration.ofMillis(150),
                Duration.ofMillis(50),
                Duration.ofMillis(120),
                Duration.ofMillis(20));
    }

    /** Long enough for a cluster to come up. */
    Duration beginning() {
        return kubeletRegister
                .plus(kubeletReady)
                .plus(podStart.multipliedBy(5))
                .plus(monitor)
                .multipliedBy(3);
    }

    /** @param speed above 1 is faster */
    public Timing faster(double speed) {
        return new Timing(
                divided(verb, speed),
                divided(install, speed),
                divided(kubeadm, speed),
                divided(kubeletRegister, speed),
                divided(kubeletReady, speed),
                divided(leaseRenewal, speed),
                divided(grace, speed),
                divided(monitor, speed),
                divided(podStart, speed),
                divided(podStop, speed),
                divided(manifest, speed),
                divided(staticPod, speed),
                divided(poll, speed));
    }

    private static Duration divided(Duration duration, double speed) {
        return Duration.ofNanos(Math.max(1_000_000, (long) (duration.toNanos() / speed)));
    }
}
