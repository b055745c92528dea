package dev.windlass.kubernetes.judgement;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tag of a container image's name: what follows the last ':' after the last '/', without a digest, so that a registry with a
 * port (registry:5000/kube-apiserver:v1.20.2) is read correctly.
 */
public record ImageTag(String text) {
    private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[.-]");

    /** Empty when the name has no tag, as in an image known by digest only. */
    public static Optional<ImageTag> of(String image) {
        var at = image.indexOf('@');
        var named = at < 0 ? image : image.substring(0, at);
        var colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        // A bare image id, "sha256:4f0a...", has a colon but no tag.
        if (colon < 0 || named.startsWith("sha256:")) {
            return Optional.empty();
        }
        return Optional.of(new ImageTag(named.substring(colon + 1)));
    }

    /** The Kubernetes version that the tag is, if it is one. */
    public Optional<KubernetesVersion> version() {
        try {
            return Optional.of(KubernetesVersion.parse(text));
        } catch (InvalidValue notAVersion) {
            return Optional.empty();
        }
    }

    /**
     * Whether this is the other tag or a later one, number by number (3.4.13-0 is later than 3.4.9-1). Tags that are not made of
     * numbers are only ever equal.
     */
    public boolean sameOrNewerThan(ImageTag other) {
        if (text.equals(other.text)) {
            return true;
        }
        var mine = BETWEEN_NUMBERS.split(bare());
        var theirs = BETWEEN_NUMBERS.split(other.bare());
        for (var i = 0; i < Math.max(mine.length, theirs.length); i++) {
            var left = number(mine, i);
            var right = number(theirs, i);
            if (left.isEmpty() || right.isEmpty()) {
                return false;
            }
            var order = left.get().compareTo(right.get());
            if (order != 0) {
                return order > 0;
            }
        }
        return true;
    }

    private String bare() {
        return text.startsWith("v") ? text.substring(1) : text;
    }

    private static Optional<Integer> number(String[] parts, int index) {
        if (index >= parts.length) {
            return Optional.of(0);
        }
        return parts[index].matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(parts[index])) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
