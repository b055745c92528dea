package dev.windlass.runtime.config;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** From the file's text to the configuration. JSON is YAML too. */
final class ConfigReading {
    private static final Pattern BASTION =
            Pattern.compile("([a-z_][a-z0-9_-]{0,31})@([A-Za-z0-9.:-]+?)(?::([0-9]{1,5}))?");
    private static final int PORTS = 65_535;
    private static final int LARGEST_FILE = 16 << 20;

    private ConfigReading() {}

    static WindlassConfig read(Path file) {
        var root = new Section(file, "", parsed(file));
        var config = new WindlassConfig(
                file,
                kafka(root.section("kafka")),
                root.path("dataDir", "windlass-data"),
                http(root.section("http")),
                root.sections("clusters").stream().map(ConfigReading::cluster).toList());
        root.end();
        namesAreUnique(file, config.clusters());
        return config;
    }

    private static @Nullable Object parsed(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST_FILE) {
                throw new InvalidConfig(file, "it is larger than 16 MiB");
            }
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            options.setCodePointLimit(LARGEST_FILE);
            return yaml(file, new Yaml(new SafeConstructor(options)), Files.readString(file));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new InvalidConfig(file, "there is no such file");
        } catch (IOException e) {
            throw new InvalidConfig(file, "it can't be read: " + e.getMessage());
        }
    }

    private static Object yaml(Path file, Yaml yaml, String text) {
        try {
            Object value = yaml.load(text);
            return value == null ? Map.of() : value;
        } catch (RuntimeException | StackOverflowError e) {
            // Beside its own exception, the library lets out what a number or a collection inside itself made it fail
            // with.
            throw new InvalidConfig(file, "it is not YAML: " + e.getMessage());
        }
    }

    private static KafkaConfig kafka(Optional<Section> section) {
        if (section.isEmpty()) {
            return new KafkaConfig(Optional.empty(), KafkaConfig.DEFAULT_PARTITIONS, Map.of());
        }
        var kafka = section.get();
        var servers = kafka.text("bootstrapServers");
        var partitions = kafka.number("partitions", KafkaConfig.DEFAULT_PARTITIONS, 1, 1_000);
        var properties = kafka.rest();
        properties
                .keySet()
                .forEach(key -> KafkaKeys.wrong(key).ifPresent(words -> {
                    throw kafka.invalid(key, words);
                }));
        return new KafkaConfig(servers, partitions, properties);
    }

    private static HttpConfig http(Optional<Section> section) {
        if (section.isEmpty()) {
            return HttpConfig.DEFAULT;
        }
        var http = section.get();
        var config = new HttpConfig(
                http.text("host").orElse(HttpConfig.DEFAULT.host()),
                http.number("planner", HttpConfig.DEFAULT.planner(), 0, PORTS),
                http.number("executor", HttpConfig.DEFAULT.executor(), 0, PORTS),
                http.number("validator", HttpConfig.DEFAULT.validator(), 0, PORTS));
        http.end();
        return config;
    }

    private static ClusterConfig cluster(Section section) {
        var name = section.needed("name", ClusterName::new);
        var labels = section.section("labels").map(Section::rest).orElse(Map.of());
        var kubeconfig = section.path("kubeconfig");
        var ssh =
                section.section("ssh").map(ConfigReading::ssh).orElseThrow(() -> section.invalid("ssh", "is missing"));
        var nodes = section.sections("nodes").stream()
                .map(node -> node(node, ssh.port()))
                .toList();
        var seen = new HashSet<NodeName>();
        for (var node : nodes) {
            if (!seen.add(node.name())) {
                throw section.invalid("nodes", "has two entries with the name " + node.name());
            }
        }
        section.end();
        return new ClusterConfig(name, labels, kubeconfig, ssh, nodes);
    }

    private static SshConfig ssh(Section section) {
        var ssh = new SshConfig(
                section.needed("user"),
                section.path("privateKey"),
                section.path("knownHosts"),
                section.number("port", SshConfig.DEFAULT_PORT, 1, PORTS),
                section.text("bastion").map(text -> bastion(section, text)));
        section.end();
        return ssh;
    }

    private static SshConfig.Bastion bastion(Section section, String text) {
        var matcher = BASTION.matcher(text);
        if (!matcher.matches()) {
            throw section.invalid("bastion", "must look like user@host or user@host:port, not " + text);
        }
        var port = matcher.group(3) == null ? SshConfig.DEFAULT_PORT : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > PORTS) {
            throw section.invalid("bastion", "must have a port from 1 to " + PORTS + ", not " + port);
        }
        return new SshConfig.Bastion(matcher.group(1), matcher.group(2), port);
    }

    private static NodeAddress node(Section section, int usualPort) {
        var address = new NodeAddress(
                section.needed("name", NodeName::new),
                section.needed("host"),
                section.number("port", usualPort, 1, PORTS));
        section.end();
        return address;
    }

    private static void namesAreUnique(Path file, List<ClusterConfig> clusters) {
        var seen = new HashSet<ClusterName>();
        for (var cluster : clusters) {
            if (!seen.add(cluster.name())) {
                throw new InvalidConfig(file, "two clusters have the name " + cluster.name());
            }
        }
    }
}
