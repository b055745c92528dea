package dev.windlass.simulator.world;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a controller's pods are made of.
 *
 * @param toleration which taints the pods tolerate
 * @param emptyDir whether they keep data in an emptyDir volume
 */
public record PodTemplate(
        SortedMap<String, String> labels, String container, String image, Toleration toleration, boolean emptyDir) {
    public PodTemplate {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** How far pods tolerate taints. */
    public enum Toleration {
        NOTHING,
        /** The taint of control planes, as CoreDNS does. */
        CONTROL_PLANES,
        /** Everything, as the DaemonSets of kubeadm and of networks do. */
        EVERYTHING
    }

    public static PodTemplate of(String app, String image) {
        return labelled("app", app, image);
    }

    static PodTemplate labelled(String key, String app, String image) {
        return new PodTemplate(new TreeMap<>(java.util.Map.of(key, app)), app, image, Toleration.NOTHING, false);
    }

    public PodTemplate tolerating(Toleration changed) {
        return new PodTemplate(labels, container, image, changed, emptyDir);
    }

    public PodTemplate withEmptyDir() {
        return new PodTemplate(labels, container, image, toleration, true);
    }

    PodTemplate withImage(String changed) {
        return new PodTemplate(labels, container, changed, toleration, emptyDir);
    }

    /** Equal for equal templates, in the form of a pod-template-hash. */
    String hash() {
        return "%08x".formatted((labels + container + image + toleration.name() + emptyDir).hashCode());
    }

    boolean selects(SortedMap<String, String> podLabels) {
        return podLabels.entrySet().containsAll(labels.entrySet());
    }
}
