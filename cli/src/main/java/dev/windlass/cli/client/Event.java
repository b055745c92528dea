package dev.windlass.cli.client;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An event as the service shows it.
 *
 * @param words what happened, for people, without the node's name
 * @param json everything
 * @param cursor to go on after it
 */
public record Event(
        long sequence,
        Instant at,
        String type,
        Optional<String> upgrade,
        Optional<String> request,
        Optional<String> node,
        Optional<String> step,
        String words,
        JsonNode json,
        Place cursor) {
    public static Event of(JsonNode json, Place cursor) {
        return new Event(
                json.path("sequence").asLong(0),
                Json.instant(json, "at").orElse(Instant.EPOCH),
                Json.text(json, "type"),
                Json.textIf(json, "upgrade"),
                Json.textIf(json, "request"),
                Json.textIf(json, "node"),
                Json.textIf(json, "step"),
                Json.text(json, "words"),
                json,
                cursor);
    }

    /** Empty for what is not an event of this API. */
    public static Optional<Event> of(EventFeed.Item item) {
        return Json.parse(item.data()).map(json -> of(json, new Place.After(item.cursor())));
    }

    public boolean answers(String requestId) {
        return request.filter(requestId::equals).isPresent();
    }

    public boolean isAbout(String upgradeId) {
        return upgrade.filter(upgradeId::equals).isPresent();
    }

    public String text(String field) {
        return Json.text(json, field);
    }
}
