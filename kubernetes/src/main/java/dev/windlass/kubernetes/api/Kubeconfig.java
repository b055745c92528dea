package dev.windlass.kubernetes.api;

import dev.windlass.clockwork.Clockwork;
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
    Connection connect(Clockwork clockwork) throws ApiProblem {
        try {
            requireContext(Files.readString(file));
            return Connection.to(cluster, Config.fromKubeconfig(file.toFile()), clockwork);
        } catch (IOException unreadable) {
            throw unusable("cannot be read: " + unreadable.getMessage());
        } catch (RuntimeException invalid) {
            throw unusable("cannot be used: " + rootOf(invalid));
        }
    }

    private static String rootOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return root.getClass().getSimpleName() + ": " + message;
    }

    /**
     * fabric8 takes a file without a usable context for the cluster that it runs in, and a server without https:// or http:// for one
     * that may be spoken to in clear when TLS fails. Nobody wants either here.
     */
    private void requireContext(String text) throws ApiProblem {
        if (text.isBlank()) {
            throw unusable("is empty");
        }
        var value = Connection.SERIALIZATION.unmarshal(text, Object.class);
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
        var name = String.valueOf(chosen.get("cluster"));
        var cluster = named(kubeconfig.get("clusters"), name).map(entry -> entry.get("cluster"));
        if (!(cluster.orElse(null) instanceof Map<?, ?> server)) {
            throw unusable("has no cluster '" + name + "', which its current-context names");
        }
        var address = String.valueOf(server.get("server"));
        if (!address.startsWith("https://") && !address.startsWith("http://")) {
            throw unusable("names the server '" + address + "', which is not an http or https address");
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
