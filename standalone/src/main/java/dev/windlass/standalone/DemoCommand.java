package dev.windlass.standalone;

import dev.windlass.cli.WindlassCommand;
import dev.windlass.cli.client.ExitCode;
import dev.windlass.cli.screen.Console;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.simulator.DemoCluster;
import dev.windlass.simulator.SimulatedClusterServer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Upgrades a simulated cluster of five nodes from v1.15.4 to v1.16.0 in this process.",
            "The broker, the three services, SSH and HTTP are real; only the hosts and the Kubernetes API are simulated."
        },
        footer = {"", "Exit codes: as upgrade: 0 done, 20 refused, failed or halted, 21 rolled back."})
final class DemoCommand implements Callable<Integer> {
    private static final String TARGET = "v1.16.0";

    @Option(
            names = "--break",
            paramLabel = "NODE",
            description =
                    "The new kubelet of this node never becomes Ready: k8s-n1 or k8s-n2 is rolled back, a k8s-m halts.")
    @Nullable
    String broken;

    @Override
    public Integer call() throws Exception {
        try (var stage = DemoStage.open()) {
            var directory = stage.directory();
            var cluster = stage.with(() -> SimulatedClusterServer.start(DemoCluster.shape(), directory));
            if (broken != null && !breaks(cluster, broken)) {
                return ExitCode.USAGE.number();
            }
            System.err.println(
                    "windlass: a simulated cluster, a Kafka broker and the three services start in this process");
            System.out.println(cluster.nodesTable());
            var windlass = stage.with(() -> new Standalone(DemoConfig.of(cluster, directory), DemoConfig.TIMING));
            return upgraded(cluster, windlass);
        }
    }

    private static int upgraded(SimulatedClusterServer cluster, Standalone windlass) {
        var code = WindlassCommand.run(Console.ofProcess().endingWithTheService(), new String[] {
            "upgrade",
            DemoConfig.CLUSTER.text(),
            "--to",
            TARGET,
            "--server",
            windlass.uri().toString(),
            "--reason",
            "to see how it works",
            "--stable-for",
            "1s"
        });
        System.out.println(cluster.nodesTable());
        System.out.flush();
        return code;
    }

    private static boolean breaks(SimulatedClusterServer cluster, String node) {
        var names = cluster.nodeAddresses().stream()
                .map(address -> address.name().text())
                .toList();
        if (!names.contains(node)) {
            System.err.println("windlass: there is no node " + shown(node) + " in the demo; there are "
                    + String.join(", ", names));
            return false;
        }
        cluster.breakKubelet(new NodeName(node));
        return true;
    }

    private static String shown(String node) {
        try {
            return new NodeName(node).text();
        } catch (InvalidValue e) {
            return "of that name";
        }
    }
}
