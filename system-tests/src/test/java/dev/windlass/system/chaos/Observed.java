package dev.windlass.system.chaos;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Everything that was seen from outside of one cluster, up to the end of a round.
 *
 * @param events all that was recorded of the cluster, from the first
 * @param followed the same as somebody saw it who followed from the beginning, through all faults
 * @param plan the newest upgrade's
 * @param runs of all nodes, in the order in which they began
 * @param nodes what the Node objects said, as it changed
 * @param ready the workload's number of ready pods, as it changed
 */
record Observed(
        List<Event> events,
        List<Event> followed,
        JsonNode plan,
        List<NodeRun> runs,
        List<Fault> faults,
        NodeWatch nodes,
        List<ReadyPods> ready) {

    /** Reads what the script has put into a directory. */
    static Observed read(Path directory) throws IOException {
        return new Observed(
                events(directory.resolve("events.jsonl")),
                events(directory.resolve("followed.jsonl")),
                Json.parse(Files.readString(directory.resolve("plan.json")))
                        .orElseThrow(() -> new IOException("plan.json is no JSON object")),
                Files.readAllLines(directory.resolve("runs.tsv")).stream()
                        .flatMap(line -> NodeRun.parse(line).stream())
                        .sorted(Comparator.comparing(NodeRun::began))
                        .toList(),
                Files.readAllLines(directory.resolve("faults.tsv")).stream()
                        .map(Fault::parse)
                        .toList(),
                NodeWatch.parse(Files.readAllLines(directory.resolve("nodes.watch"))),
                Files.readAllLines(directory.resolve("workload.watch")).stream()
                        .filter(line -> !line.endsWith(" connect"))
                        .map(ReadyPods::parse)
                        .toList());
    }

    /** The upgrade that this round is about. */
    String upgrade() {
        return Json.text(plan, "upgrade");
    }

    Set<String> controlPlanes() {
        return Json.list(plan, "nodes").stream()
                .filter(node -> Json.text(node, "role").equals("control plane"))
                .map(node -> Json.text(node, "node"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The events of the round's upgrade. */
    List<Event> ofThisUpgrade() {
        return events.stream().filter(event -> event.isAbout(upgrade())).toList();
    }

    private static List<Event> events(Path file) throws IOException {
        var events = new ArrayList<Event>();
        for (var line : Files.readAllLines(file)) {
            var json =
                    Json.parse(line).orElseThrow(() -> new IOException(file + " has a line that is no event: " + line));
            events.add(Event.of(json, new Place.Beginning()));
        }
        return events;
    }
}
