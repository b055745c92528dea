package dev.windlass.executor.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host below a directory: the real node script, in a copy whose ROOT line names that directory and whose PATH has only stubs of
 * what changes a host, beside the plain tools of this machine.
 */
final class FakeHost {
    static final String OLD = "1.19.9-1.1";
    static final String NEW = "1.20.2-1.1";

    private static final List<String> STUBBED =
            List.of("kubeadm", "kubelet", "kubectl", "systemctl", "systemd-run", "crictl", "journalctl");
    private static final Map<String, List<String>> PACKAGE_TOOLS = Map.of(
            "apt", List.of("apt-get", "apt-mark", "apt-cache", "dpkg-query", "dpkg"),
            "yum", List.of("yum", "rpm"),
            "dnf", List.of("dnf", "rpm"),
            "zypper", List.of("zypper"));
    private static final List<String> PLAIN = List.of(
            "bash",
            "sh",
            "cat",
            "cp",
            "mv",
            "rm",
            "mkdir",
            "mktemp",
            "chmod",
            "chown",
            "sed",
            "awk",
            "grep",
            "cut",
            "sort",
            "uniq",
            "head",
            "tail",
            "tr",
            "date",
            "stat",
            "df",
            "find",
            "dirname",
            "basename",
            "flock",
            "setsid",
            "sha256sum",
            "sync",
            "readlink",
            "cmp",
            "timeout",
            "tee",
            "uname",
            "sleep",
            "env",
            "touch",
            "id",
            "kill",
            "restorecon");

    private static final Path TOOLS = plainTools();

    private final Path root;
    private final String packageManager;
    private int patience = 30;

    private FakeHost(Path root, String packageManager) {
        this.root = root;
        this.packageManager = packageManager;
    }

    static FakeHost withApt(Path root) {
        return create(root, "apt");
    }

    /** @param packageManager apt, yum, dnf or zypper */
    static FakeHost create(Path root, String packageManager) {
        var host = new FakeHost(root, packageManager);
        try {
            host.furnish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return host;
    }

    private void furnish() throws IOException {
        write("proc/sys/kernel/random/boot_id", "b001\n");
        write("proc/1/stat", "1 (systemd) S 0 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 77 1 1\n");
        write("proc/sys/kernel/hostname", "k8s-n1\n");
        write("etc/machine-id", "aaaabbbbccccdddd\n");
        write("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
        write("var/lib/kubelet/config.yaml", "kind: KubeletConfiguration\n");
        write(
                "var/lib/kubelet/kubeadm-flags.env",
                "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=/run/cri.sock\"\n");
        write("etc/default/kubelet", "KUBELET_EXTRA_ARGS=\n");
        write("kubelet-started", (System.currentTimeMillis() / 1000 - 1000) + "\n");
        write("held", "kubeadm\nkubectl\nkubelet\n");
        write("offers/1.19", OLD + "\n");
        write("offers/1.20", NEW + "\n");
        for (var name : List.of("kubeadm", "kubelet", "kubectl")) {
            write("packages/" + name, OLD + "\n");
            write("usr/bin/" + name, "");
        }
        for (var folder : List.of("var/lib/dpkg/updates", "var/cache/apt/archives", "run", "tmp", "hold", "broken")) {
            Files.createDirectories(root.resolve(folder));
        }
        if (packageManager.equals("apt")) {
            write(
                    "etc/apt/sources.list.d/kubernetes.list",
                    "deb https://packages.example/core:/stable:/v1.19/deb/ /\n");
        } else {
            write("etc/yum.repos.d/kubernetes.repo", """
                    [kubernetes]
                    name=Kubernetes
                    baseurl=https://packages.example/core:/stable:/v1.19/rpm/
                    gpgkey=https://packages.example/core:/stable:/v1.19/rpm/repodata/repomd.xml.key
                    exclude=kubelet kubeadm kubectl
                    """);
        }
        tools();
        install(script());
    }

    private void tools() throws IOException {
        var bin = Files.createDirectories(root.resolve("bin"));
        var stub = executable(root.resolve("stub"), resource("stub").replace("@HOST@", root.toString()));
        for (var name : Stream.concat(STUBBED.stream(), PACKAGE_TOOLS.getOrDefault(packageManager, List.of()).stream())
                .toList()) {
            Files.createSymbolicLink(bin.resolve(name), stub);
        }
    }

    // Kept between tests, and outside of the hosts' folders: links to this machine's own tools.
    private static Path plainTools() {
        try {
            var folder =
                    Files.createDirectories(Path.of("target", "plain-tools").toAbsolutePath());
            for (var name : PLAIN) {
                for (var from : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
                    var tool = Path.of(from, name);
                    if (Files.exists(tool) && !Files.exists(folder.resolve(name))) {
                        Files.createSymbolicLink(folder.resolve(name), tool);
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes this a control plane of a version, with its manifests. */
    FakeHost asControlPlane(String version) {
        for (var name : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler")) {
            write("etc/kubernetes/manifests/" + name + ".yaml", manifest(name, version));
        }
        write("etc/kubernetes/manifests/etcd.yaml", "    image: k8s.gcr.io/etcd:3.4.13-0\n");
        write("etc/kubernetes/pki/apiserver.crt", "");
        write("etc/kubernetes/admin.conf", "");
        return this;
    }

    static String manifest(String name, String version) {
        return "    - --etcd-servers=https://127.0.0.1:2379\n    image: k8s.gcr.io/" + name + ":" + version + "\n";
    }

    FakeHost withSystemd() {
        write("run/systemd/system/.keep", "");
        return this;
    }

    /** Waits only a moment for a kubelet that does not come up. */
    FakeHost impatient() {
        patience = 2;
        install(script());
        return this;
    }

    /** The node script as it runs on this host. */
    byte[] script() {
        var text = resource("windlass-node");
        var atRoot = text.replaceFirst("(?m)^ROOT=$", "ROOT=" + root)
                .replaceFirst("(?m)^export PATH=.*$", "export PATH=" + root.resolve("bin") + ":" + TOOLS)
                .replaceFirst("(?m)^readonly KUBELET_PATIENCE=30", "readonly KUBELET_PATIENCE=" + patience);
        if (atRoot.equals(text)
                || !atRoot.contains("\nROOT=" + root)
                || !atRoot.contains("PATH=" + root.resolve("bin"))) {
            throw new IllegalStateException("the node script has no ROOT or PATH line");
        }
        return atRoot.getBytes(StandardCharsets.UTF_8);
    }

    Path scriptPath() {
        return root.resolve(NodeScript.PATH.substring(1));
    }

    void install(byte[] script) {
        write(NodeScript.PATH.substring(1), new String(script, StandardCharsets.UTF_8));
        scriptPath().toFile().setExecutable(true);
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    void write(String relative, String content) {
        try {
            var file = root.resolve(relative);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String relative) {
        try {
            Files.deleteIfExists(root.resolve(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String relative) {
        try {
            return Files.exists(root.resolve(relative)) ? Files.readString(root.resolve(relative)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every command that was run since the host was made or the last call of this, but for reading the state. */
    List<String> calls() {
        var lines = read("calls").lines().toList();
        delete("calls");
        var kept = new ArrayList<String>();
        for (var line : lines) {
            if (kept.isEmpty() || !kept.getLast().equals(line)) {
                kept.add(line);
            }
        }
        return kept;
    }

    /** Runs the script to its end. */
    /** An order to start gets the time it is good for, where it has none. */
    Result run(String... words) {
        try {
            return start(words).end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Started start(String... words) {
        try {
            var command = new ArrayList<>(List.of(scriptPath().toString()));
            command.addAll(List.of(words));
            if (command.size() > 4 && words[0].equals("start") && !words[3].contains(":")) {
                command.add(4, soon());
            }
            return new Started(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A time on its own clock for which an order is surely good. */
    String soon() {
        var now = run("clock").first().replace("windlass-node/1 clock now=", "").split(":");
        return now[0] + ":" + (Long.parseLong(now[1]) + 360_000);
    }

    /** Waits until nothing runs on this host any more. */
    void settle() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").contains(root + "/usr/local/libexec")));
    }

    /** A call of the script under way. */
    record Started(Process process) {
        Result end() throws InterruptedException {
            try {
                var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the script does not end: " + out);
                }
                return new Result(process.exitValue(), out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What the script printed, and its exit status. */
    record Result(int status, String output) {
        String first() {
            return output.lines().findFirst().orElse("");
        }

        String payload() {
            return output.lines().skip(1).collect(Collectors.joining("\n"));
        }
    }

    /** Starts a verb and waits for its end: the answer, and below it the output. */
    Result runVerb(String run, String... verb) {
        var words = new ArrayList<>(List.of("start", "1", run));
        words.addAll(List.of(verb));
        run(words.toArray(String[]::new));
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> run("poll", "1", run, "0"),
                        answer -> !answer.first().startsWith("windlass-node/1 running"));
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        file.toFile().setExecutable(true);
        return file;
    }

    private static String resource(String name) {
        try (var in = FakeHost.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
