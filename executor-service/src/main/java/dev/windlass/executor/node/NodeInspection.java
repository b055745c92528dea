package dev.windlass.executor.node;

import static java.util.Collections.unmodifiableMap;

import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.MinorVersion;
import dev.windlass.core.cluster.NodeFacts;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.cluster.PackageRevision;
import dev.windlass.core.cluster.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a host says about itself. Its maps are in the order of their keys.
 *
 * @param operatingSystem such as "debian 12"
 * @param packageManager apt, yum, dnf, zypper or none; Windlass acts with the first three
 * @param installed kubeadm, kubelet and kubectl as far as they are wholly installed
 * @param available what each asked minor's repository offers, oldest first
 * @param unavailable why the repository of an asked minor offers nothing, in words
 * @param repositories the files that define the Kubernetes repository
 * @param repositoryMinors the minors they name; empty where one repository has all
 * @param held packages that the package manager was told to leave alone
 * @param freeKib free space in KiB by place: root, var, kubelet, etcd, package-cache
 * @param clock the node's clock when it answered
 */
public record NodeInspection(
        String machineId,
        String bootId,
        String hostname,
        String operatingSystem,
        String architecture,
        String packageManager,
        Role role,
        Map<String, PackageRevision> installed,
        Map<MinorVersion, List<PackageRevision>> available,
        Map<MinorVersion, String> unavailable,
        List<String> repositories,
        List<MinorVersion> repositoryMinors,
        List<String> held,
        Map<String, Long> freeKib,
        Optional<Instant> clock) {
    private static final int MOST_LINES = 2_000;

    /** As the planner wants it. */
    public NodeFacts facts(NodeName node) {
        return new NodeFacts(
                node,
                machineId,
                operatingSystem,
                packageManager,
                Optional.ofNullable(installed.get("kubelet")),
                available);
    }

    /** Reads the lines of the answer to `inspect`; what it does not know or cannot read it leaves out. */
    static NodeInspection read(String text) {
        var lines = new Lines();
        text.lines().limit(MOST_LINES).forEach(lines::add);
        return lines.inspection();
    }

    private static final class Lines {
        private final Map<String, String> single = new HashMap<>();
        private final Map<String, PackageRevision> installed = new TreeMap<>();
        private final Map<MinorVersion, List<PackageRevision>> available = new TreeMap<>();
        private final Map<MinorVersion, String> unavailable = new TreeMap<>();
        private final List<String> repositories = new ArrayList<>();
        private final List<MinorVersion> repositoryMinors = new ArrayList<>();
        private final Map<String, Long> freeKib = new TreeMap<>();

        void add(String line) {
            try {
                if (line.startsWith("available ") || line.startsWith("unavailable ")) {
                    offer(line.split(" ", 3));
                } else if (line.indexOf('=') > 0) {
                    value(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                }
            } catch (InvalidValue | NumberFormatException e) {
                // One line that a stranger's repository or package spoilt must not hide the others.
                single.putIfAbsent("unreadable", line);
            }
        }

        private void offer(String[] words) {
            if (words.length < 3) {
                return;
            }
            var minor = MinorVersion.parse(words[1]);
            if (words[0].equals("available")) {
                available.computeIfAbsent(minor, first -> new ArrayList<>()).add(new PackageRevision(words[2]));
            } else {
                // A package manager names its repository, and a repository's address may have a password in it.
                unavailable.put(minor, SecretMask.text(words[2]));
            }
        }

        private void value(String key, String value) {
            switch (key) {
                case "kubeadm", "kubelet", "kubectl" -> {
                    if (!value.isEmpty()) {
                        installed.put(key, new PackageRevision(value));
                    }
                }
                case "repository" -> repositories.add(value);
                case "repository-minor" -> repositoryMinors.add(MinorVersion.parse(value));
                default -> {
                    if (key.startsWith("disk-free-kib.")) {
                        freeKib.put(key.substring("disk-free-kib.".length()), Long.parseLong(value));
                    } else {
                        single.put(key, value);
                    }
                }
            }
        }

        private String of(String key) {
            return single.getOrDefault(key, "");
        }

        NodeInspection inspection() {
            return new NodeInspection(
                    of("machine-id"),
                    of("boot-id"),
                    of("hostname"),
                    (of("os-id") + " " + of("os-version")).strip(),
                    of("arch"),
                    of("package-manager"),
                    of("role").equals("control-plane") ? Role.CONTROL_PLANE : Role.WORKER,
                    unmodifiableMap(installed),
                    unmodifiableMap(available),
                    unmodifiableMap(unavailable),
                    List.copyOf(repositories),
                    List.copyOf(repositoryMinors),
                    of("held").isBlank()
                            ? List.of()
                            : List.of(of("held").strip().split(" +")),
                    unmodifiableMap(freeKib),
                    clock());
        }

        private Optional<Instant> clock() {
            var parts = of("clock").split("\\.", 2);
            if (parts.length != 2 || !parts[0].matches("[0-9]{1,12}") || !parts[1].matches("[0-9]{9}")) {
                return Optional.empty();
            }
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
        }
    }
}
