package dev.windlass.core.cluster;

import java.util.regex.Pattern;

/**
 * A released Kubernetes version such as v1.20.2. Pre-releases and vendor builds (-rc.1, +k3s1, -eks-...) are refused: kubeadm
 * needs extra flags for the first, and the second are not kubeadm clusters.
 */
public record KubernetesVersion(MinorVersion series, int patch) implements Comparable<KubernetesVersion> {
    private static final Pattern FORM =
            Pattern.compile("v?(0|[1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})");

    /** Reads v1.20.2 or 1.20.2. */
    public static KubernetesVersion parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("Kubernetes version", text, "a released version such as v1.20.2");
        }
        return new KubernetesVersion(
                new MinorVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))),
                Integer.parseInt(matcher.group(3)));
    }

    /** The version inside a package revision: the part before the first '-', without an epoch. */
    public static KubernetesVersion of(PackageRevision revision) {
        var withoutEpoch = revision.text().substring(revision.text().indexOf(':') + 1);
        return parse(withoutEpoch.split("-", 2)[0]);
    }

    /** 1.20.2, as packages and kubeadm's own output write it. */
    public String bare() {
        return series + "." + patch;
    }

    @Override
    public int compareTo(KubernetesVersion other) {
        var bySeries = series.compareTo(other.series);
        return bySeries != 0 ? bySeries : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return "v" + bare();
    }
}
