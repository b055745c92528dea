package dev.windlass.simulator.world;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The verbs of the node protocol, each with the form of its one argument. */
public enum Verb {
    SAVE_CONFIGURATION(Forms.KEY),
    SWITCH_REPOSITORY(Forms.MINOR),
    DOWNLOAD_PACKAGES(Forms.REVISION),
    INSTALL_KUBEADM(Forms.REVISION),
    PULL_IMAGES(Forms.VERSION),
    UPGRADE_APPLY(Forms.VERSION),
    UPGRADE_NODE(Forms.VERSION),
    INSTALL_KUBELET(Forms.REVISION),
    RESTART_KUBELET(Forms.REVISION),
    RESTORE_NODE(Forms.KEY);

    private final Pattern argument;

    Verb(Pattern argument) {
        this.argument = argument;
    }

    /** As the protocol writes it: upgrade-apply. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Verb> read(String text) {
        return Stream.of(values()).filter(verb -> verb.text().equals(text)).findFirst();
    }

    boolean accepts(String text) {
        return argument.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text();
    }

    private static final class Forms {
        static final Pattern KEY = Pattern.compile("[a-z0-9-]{1,100}");
        static final Pattern MINOR = Pattern.compile("[0-9]{1,3}\\.[0-9]{1,3}");
        static final Pattern REVISION = Pattern.compile("[0-9][0-9A-Za-z.+~:-]{0,79}");
        static final Pattern VERSION = Pattern.compile("v?[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
    }
}
