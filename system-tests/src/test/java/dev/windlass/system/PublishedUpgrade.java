package dev.windlass.system;

import static org.awaitility.Awaitility.await;

import dev.windlass.cli.client.Event;
import dev.windlass.cli.client.Json;
import dev.windlass.cli.client.Place;
import dev.windlass.cli.client.PlannerClient;
import dev.windlass.cli.client.ServerAddress;
import dev.windlass.cli.client.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An upgrade that was asked for over the planner's HTTP API, and its events as that API shows them. */
final class PublishedUpgrade implements AutoCloseable {
    private final PlannerClient planner;
    private final String cluster;

    private PublishedUpgrade(PlannerClient planner, String cluster) {
        this.planner = planner;
        this.cluster = cluster;
    }

    static PublishedUpgrade publish(int plannerPort, String cluster, String target) throws Unanswered {
        var planner = new PlannerClient(ServerAddress.parse("http://127.0.0.1:" + plannerPort));
        var request = Json.object()
                .put("id", "system-test-" + System.nanoTime())
                .put("kind", "upgrade")
                .put("cluster", cluster)
                .put("target", target)
                .put("reason", "a test of the whole")
                .put("requestedBy", "system-tests");
        request.putObject("policy").put("stableForSeconds", 1);
        planner.publish(request);
        return new PublishedUpgrade(planner, cluster);
    }

    /** All events of the cluster so far, from the first. */
    List<Event> events() throws Unanswered {
        var events = new ArrayList<Event>();
        Place from = new Place.Beginning();
        while (true) {
            var page = planner.page(cluster, from);
            var cursor = new Place.After(Json.text(page, "cursor"));
            for (var json : Json.list(page, "events")) {
                events.add(Event.of(json, cursor));
            }
            if (!page.path("more").asBoolean(false)) {
                return events;
            }
            from = cursor;
        }
    }

    /** The event with which the upgrade ended, waited for. A planner that does not answer for a while is asked again. */
    Event awaitEnd(Duration atMost) {
        return await("the upgrade ends")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(500))
                .until(this::end, Optional::isPresent)
                .orElseThrow();
    }

    /** What happened last, a line an event, for the message of a failure. */
    String story() {
        try {
            var events = events();
            return events.subList(Math.max(0, events.size() - 40), events.size()).stream()
                    .map(event -> "%d %s %s %s".formatted(event.sequence(), event.at(), event.type(), event.words()))
                    .collect(Collectors.joining("\n"));
        } catch (Unanswered e) {
            return "the planner does not answer: " + e.reason();
        }
    }

    private Optional<Event> end() {
        try {
            return events().stream()
                    .filter(event -> event.type().startsWith("Upgrade"))
                    .filter(event -> switch (event.type()) {
                        case "UpgradeCompleted",
                                "UpgradeRefused",
                                "UpgradeRolledBack",
                                "UpgradeHalted",
                                "UpgradeCancelled" -> true;
                        default -> false;
                    })
                    .findFirst();
        } catch (Unanswered e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        planner.close();
    }
}
