package dev.windlass.simulation.world;

import dev.windlass.runtime.config.ClusterConfig;
import dev.windlass.runtime.config.HttpConfig;
import dev.windlass.runtime.config.KafkaConfig;
import dev.windlass.runtime.config.SshConfig;
import dev.windlass.runtime.config.WindlassConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration that all services read. No file in it is opened by anybody. */
final class Configuration {
    private static final Path NOWHERE = Path.of("simulated");

    private Configuration() {}

    static WindlassConfig of(Collection<Place> places) {
        var ssh = new SshConfig("ops", NOWHERE, NOWHERE, SshConfig.DEFAULT_PORT, Optional.empty());
        List<ClusterConfig> clusters = places.stream()
                .map(place -> new ClusterConfig(place.name(), Map.of(), NOWHERE, ssh, List.of()))
                .toList();
        return new WindlassConfig(
                NOWHERE,
                new KafkaConfig(Optional.empty(), KafkaConfig.DEFAULT_PARTITIONS, Map.of()),
                NOWHERE,
                HttpConfig.DEFAULT,
                clusters);
    }
}
