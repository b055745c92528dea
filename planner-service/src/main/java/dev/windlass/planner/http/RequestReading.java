package dev.windlass.planner.http;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.plan.PlanDigest;
import dev.windlass.core.request.Policy;
import dev.windlass.core.request.Request;
import dev.windlass.core.request.Request.Verb;
import dev.windlass.core.request.RequestId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as JSON: {@code id} (one is made when absent), {@code cluster}, {@code kind} (upgrade, plan, pause, resume, cancel,
 * retry, rollback), {@code reason}, {@code requestedBy}; for upgrade and plan also {@code target}, {@code planDigest} and
 * {@code policy} (drainDeadlineSeconds, stableForSeconds, deleteEmptyDirData, deleteUnmanagedPods). A field that is not known is
 * refused: misspelt, it would silently do nothing.
 */
final class RequestReading {
    private static final Set<String> STEERING = Set.of("id", "cluster", "kind", "reason", "requestedBy");
    private static final Set<String> UPGRADING =
            Set.of("id", "cluster", "kind", "reason", "requestedBy", "target", "planDigest", "policy");
    private static final Set<String> POLICY =
            Set.of("drainDeadlineSeconds", "stableForSeconds", "deleteEmptyDirData", "deleteUnmanagedPods");
    private static final int LONGEST_TEXT = 1_000;

    private final JsonNode body;

    private RequestReading(JsonNode body) {
        this.body = body;
    }

    /**
     * Reads one.
     *
     * @throws ApiProblem when it is not such a request
     */
    static Request read(String text) {
        try {
            var body = JsonMapper.shared().readTree(text);
            if (!body.isObject()) {
                throw ApiProblem.invalid("the body must be a JSON object");
            }
            return new RequestReading(body).request();
        } catch (JacksonException e) {
            throw ApiProblem.invalid("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private Request request() {
        var kind = needed("kind");
        var planOnly = kind.equals("plan");
        if (planOnly || kind.equals("upgrade")) {
            only(body, UPGRADING, "a request of kind " + kind);
            return new Request.ToUpgrade(
                    id(),
                    new ClusterName(needed("cluster")),
                    KubernetesVersion.parse(needed("target")),
                    policy(body.path("policy")),
                    planOnly,
                    text("planDigest").map(PlanDigest::new),
                    text("reason").orElse(""),
                    text("requestedBy").orElse(""));
        }
        var verb = Arrays.stream(Verb.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(kind))
                .findFirst()
                .orElseThrow(() -> ApiProblem.invalid(
                        "'%s' is not a kind of request: upgrade, plan, pause, resume, cancel, retry or rollback"
                                .formatted(kind)));
        only(body, STEERING, "a request of kind " + kind);
        return new Request.ToSteer(
                id(),
                new ClusterName(needed("cluster")),
                verb,
                needed("reason"),
                text("requestedBy").orElse(""));
    }

    private RequestId id() {
        return new RequestId(text("id").orElseGet(() -> "api-" + UUID.randomUUID()));
    }

    private static Policy policy(JsonNode policy) {
        if (policy.isMissingNode() || policy.isNull()) {
            return Policy.DEFAULT;
        }
        if (!policy.isObject()) {
            throw ApiProblem.invalid("policy must be an object");
        }
        only(policy, POLICY, "a policy");
        return new Policy(
                seconds(policy, "drainDeadlineSeconds", Policy.DEFAULT.drainDeadline()),
                seconds(policy, "stableForSeconds", Policy.DEFAULT.stableFor()),
                truth(policy, "deleteEmptyDirData"),
                truth(policy, "deleteUnmanagedPods"));
    }

    private static Duration seconds(JsonNode node, String name, Duration usual) {
        var value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw ApiProblem.invalid(name + " must be a whole number of seconds");
        }
        return Duration.ofSeconds(value.asInt());
    }

    private static boolean truth(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw ApiProblem.invalid(name + " must be true or false");
        }
        return value.asBoolean(false);
    }

    private Optional<String> text(String name) {
        var value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw ApiProblem.invalid(name + " must be a text");
        }
        var text = value.stringValue("").strip();
        if (text.length() > LONGEST_TEXT) {
            throw ApiProblem.invalid(name + " is longer than " + LONGEST_TEXT + " characters");
        }
        return Optional.of(text).filter(given -> !given.isEmpty());
    }

    private String needed(String name) {
        return text(name).orElseThrow(() -> ApiProblem.invalid(name + " is missing"));
    }

    private static void only(JsonNode node, Set<String> known, String what) {
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw ApiProblem.invalid("%s has no field '%s'; it has %s"
                        .formatted(
                                what,
                                name.replaceAll("\\p{Cntrl}", "?"),
                                String.join(", ", known.stream().sorted().toList())));
            }
        }
    }
}
