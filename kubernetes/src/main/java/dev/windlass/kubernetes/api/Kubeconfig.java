package dev.windlass.kubernetes.api;

import dev.windlass.core.cluster.ClusterName;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kubeconfig file of one cluster, and how to know that it has changed. */
record Kubeconfig(ClusterName cluster, Path file) {
    /** What a file looks like from outside; another stamp means that it was written. */
    record Stamp(FileTime modified, long size, @Nullable Object key) {}

    Stamp stamp() throws ApiProblem {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException missing) {
            throw unusable(
                    missing instanceof NoSuchFileException
                            ? "is not there"
                            : "cannot be read: " + missing.getMessage());
        }
    }

    /** Only what the file says counts: no environment variable, no other kubeconfig, no service account. */
    Config read() throws ApiProblem {
        var config = parse();
        var server = String.valueOf(config.getMasterUrl());
        if (!server.startsWith("https://") && !server.startsWith("http://")) {
            throw unusable("names the server '" + server + "', which is not an http or https address");
        }
        return config;
    }

    private Config parse() throws ApiProblem {
        try {
            if (Files.readString(file).isBlank()) {
                throw unusable("is empty");
            }
            requireContext();
            return Config.fromKubeconfig(file.toFile());
        } catch (IOException unreadable) {
            throw unusable("cannot be read: " + unreadable.getMessage());
        } catch (RuntimeException invalid) {
            throw unusable("is not a kubeconfig: " + invalid.getMessage());
        }
    }

    /** fabric8 takes a file without a usable context for the cluster that it runs in; nobody wants that here. */
    private void requireContext() throws IOException, ApiProblem {
        var value = Connection.SERIALIZATION.unmarshal(Files.readString(file), Object.class);
        if (!(value instanceof Map<?, ?> kubeconfig)) {
            throw unusable("is not a kubeconfig");
        }
        if (!(kubeconfig.get("current-context") instanceof String current) || current.isBlank()) {
            throw unusable("has no current-context");
        }
        var context = named(kubeconfig.get("contexts"), current).map(entry -> entry.get("context"));
        if (!(context.orElse(null) instanceof Map<?, ?> chosen)) {
            throw unusable("has no context '" + current + "', its current-context");
        }
        if (named(kubeconfig.get("clusters"), String.valueOf(chosen.get("cluster")))
                .isEmpty()) {
            throw unusable("has no cluster '" + chosen.get("cluster") + "', which its current-context names");
        }
    }

    private static Optional<Map<?, ?>> named(@Nullable Object list, String name) {
        if (!(list instanceof List<?> entries)) {
            return Optional.empty();
        }
        for (var entry : entries) {
            if (entry instanceof Map<?, ?> map && name.equals(map.get("name"))) {
                return Optional.of(map);
            }
        }
        return Optional.empty();
    }

    private ApiProblem unusable(String why) {
        return new ApiProblem(
                ApiProblem.Kind.CONFIGURATION,
                "cluster %s: the kubeconfig %s %s".formatted(cluster, file, why),
                "put a kubeconfig there, or correct 'kubeconfig' of the cluster in the configuration");
    }
}
