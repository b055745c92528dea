package dev.windlass.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.NodesTable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Instant START = Instant.parse("2019-10-01T10:00:00Z");

    @Test
    void shouldBeginHealthy() {
        var cluster = new SimulatedCluster(DemoCluster.shape(), START);
        assertThat(NodesTable.of(cluster.list(Resource.Node.class, Kind.NODE), cluster.now()))
                .isEqualTo("""
                        NAME     STATUS   ROLES    AGE   VERSION
                        k8s-m1   Ready    master   16h   v1.15.4
                        k8s-m2   Ready    master   16h   v1.15.4
                        k8s-m3   Ready    master   16h   v1.15.4
                        k8s-n1   Ready    <none>   15h   v1.15.4
                        k8s-n2   Ready    <none>   15h   v1.15.4
                        """);
        cluster.list(Pod.class, Kind.POD)
                .forEach(p ->
                        System.out.println(p.meta().name() + " " + p.node() + " " + p.ready() + " " + p.waitsFor()));
        assertThat(cluster.truth().leastReady("default", "web")).hasValue(2);
        System.out.println(cluster.command(new NodeName("k8s-n1"), java.util.List.of("inspect", "1.16", "1.17"))
                .text());
    }
}
