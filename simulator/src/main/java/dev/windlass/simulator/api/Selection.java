package dev.windlass.simulator.api;

import dev.windlass.simulator.world.Pod;
import dev.windlass.simulator.world.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which objects of a collection a request is about: by namespace, labels and fields. */
public final class Selection implements Predicate<Resource> {
    /** Before "in (a, b)" or "notin (a, b)". */
    private static final Pattern SET = Pattern.compile("\\s+(?=(in|notin)\\s*\\()");

    private final Target target;
    private final List<Predicate<Resource>> conditions = new ArrayList<>();

    /**
     * @param query the request's parameters
     * @throws Refusal 400 for a selector that is not supported
     */
    public Selection(Target target, Map<String, String> query) {
        this.target = target;
        for (var term : terms(query.getOrDefault("labelSelector", ""))) {
            conditions.add(label(term));
        }
        for (var term : terms(query.getOrDefault("fieldSelector", ""))) {
            conditions.add(field(term));
        }
    }

    @Override
    public boolean test(Resource resource) {
        if (!target.namespace().isEmpty()
                && !target.namespace().equals(resource.meta().namespace())) {
            return false;
        }
        if (!target.isCollection() && !target.name().equals(resource.meta().name())) {
            return false;
        }
        for (var condition : conditions) {
            if (!condition.test(resource)) {
                return false;
            }
        }
        return true;
    }

    /** Split at commas that are not inside parentheses. */
    private static List<String> terms(String selector) {
        var terms = new ArrayList<String>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= selector.length(); i++) {
            var letter = i == selector.length() ? ',' : selector.charAt(i);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                var term = selector.substring(start, i).trim();
                if (!term.isEmpty()) {
                    terms.add(term);
                }
                start = i + 1;
            }
        }
        return terms;
    }

    private static Predicate<Resource> label(String term) {
        var set = SET.split(term, 2);
        if (set.length == 2) {
            var values = List.of(set[1].substring(set[1].indexOf('(') + 1, set[1].lastIndexOf(')'))
                    .split("\\s*,\\s*"));
            var in = set[1].startsWith("in");
            return resource -> values.contains(labelOf(resource, set[0])) == in;
        }
        var pair = Pair.of(term);
        if (pair.operator().isEmpty()) {
            return term.startsWith("!")
                    ? resource -> !resource.meta().labels().containsKey(term.substring(1))
                    : resource -> resource.meta().labels().containsKey(term);
        }
        return resource -> pair.holds(labelOf(resource, pair.key()));
    }

    private static String labelOf(Resource resource, String key) {
        return resource.meta().labels().getOrDefault(key, "");
    }

    private static Predicate<Resource> field(String term) {
        var pair = Pair.of(term);
        return resource -> pair.holds(valueOf(resource, pair.key()));
    }

    private static String valueOf(Resource resource, String field) {
        if (field.equals("metadata.name")) {
            return resource.meta().name();
        }
        if (field.equals("metadata.namespace")) {
            return resource.meta().namespace();
        }
        if (resource instanceof Pod pod && field.equals("spec.nodeName")) {
            return pod.node().orElse("");
        }
        if (resource instanceof Pod pod && field.equals("status.phase")) {
            return PodJson.phase(pod);
        }
        if (resource instanceof Resource.Node node && field.equals("spec.unschedulable")) {
            return Boolean.toString(node.unschedulable());
        }
        if (resource instanceof Resource.Event event) {
            switch (field) {
                case "involvedObject.kind" -> {
                    return "Node";
                }
                case "involvedObject.name" -> {
                    return event.about();
                }
                case "reason" -> {
                    return event.reason();
                }
                default -> {}
            }
        }
        throw Refusal.badRequest("field label not supported: " + field);
    }

    private record Pair(String key, String operator, String value) {
        static Pair of(String term) {
            for (var operator : List.of("!=", "==", "=")) {
                var at = term.indexOf(operator);
                if (at > 0) {
                    return new Pair(
                            term.substring(0, at).trim(),
                            operator,
                            term.substring(at + operator.length()).trim());
                }
            }
            return new Pair(term, "", "");
        }

        boolean holds(String actual) {
            return actual.equals(value) != operator.equals("!=");
        }
    }
}
