package dev.windlass.cli;

import dev.windlass.cli.client.Json;
import dev.windlass.cli.screen.Console;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of requests. */
final class Requests {
    private Requests() {}

    /** @param id chosen by the requester, or a new one */
    static ObjectNode of(Console console, String kind, String cluster, Optional<String> id, String reason) {
        return Json.object()
                .put("id", id.orElseGet(() -> "cli-" + UUID.randomUUID()))
                .put("cluster", cluster)
                .put("kind", kind)
                .put("reason", reason)
                .put("requestedBy", requester(console));
    }

    private static String requester(Console console) {
        return console.variable("SUDO_USER")
                .or(() -> console.variable("USER"))
                .orElseGet(() -> System.getProperty("user.name", "unknown"));
    }
}
