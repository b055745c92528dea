package dev.windlass.core.cluster;

import java.util.regex.Pattern;

/** A Kubernetes minor release, such as 1.20: what package repositories, skew rules and hops are counted in. */
public record MinorVersion(int major, int minor) implements Comparable<MinorVersion> {
    private static final Pattern FORM = Pattern.compile("v?(0|[1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})");

    public MinorVersion {
        if (major < 0 || minor < 0) {
            throw new InvalidValue("minor version", major + "." + minor, "two numbers from 0");
        }
    }

    /** Reads 1.20 or v1.20. */
    public static MinorVersion parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("minor version", text, "a form such as 1.20");
        }
        return new MinorVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public MinorVersion next() {
        return new MinorVersion(major, minor + 1);
    }

    /** How many minors this is above the other; negative when below. Defined inside one major only. */
    public int above(MinorVersion other) {
        return minor - other.minor;
    }

    @Override
    public int compareTo(MinorVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
