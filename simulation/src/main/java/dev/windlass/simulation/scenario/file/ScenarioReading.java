package dev.windlass.simulation.scenario.file;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.InvalidValue;
import dev.windlass.core.cluster.KubernetesVersion;
import dev.windlass.core.event.Event;
import dev.windlass.core.request.Policy;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.scenario.ClusterPlan;
import dev.windlass.simulation.scenario.Fault;
import dev.windlass.simulation.scenario.FaultKind;
import dev.windlass.simulation.scenario.Fleet;
import dev.windlass.simulation.scenario.Names;
import dev.windlass.simulation.scenario.Point;
import dev.windlass.simulation.scenario.Scenario;
import dev.windlass.simulation.scenario.Trigger;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.YAMLException;

/** From the file's text to the scenario. A name that is none in this scenario is refused: a fault that never strikes shows nothing. */
final class ScenarioReading {
    /** Also one that joins later. */
    private static final Pattern PROCESS = Pattern.compile("(planner|executor|validator)-[1-9]\\d{0,3}");

    private static final Set<String> EVENTS = Stream.of(Event.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    private ScenarioReading() {}

    static ScenarioFile read(String yaml) {
        Object value;
        try {
            value = PlainText.yaml().load(yaml);
        } catch (YAMLException e) {
            throw new InvalidScenario("it is not YAML: " + e.getMessage());
        }
        return Part.read("", value, ScenarioReading::file);
    }

    private static ScenarioFile file(Part part) {
        var name = part.text("name");
        var broke = part.text("broke", "");
        var found = part.text("found", "");
        var seed = part.number("seed");
        var chaos = part.duration("chaos");
        var clusters = part.parts("clusters", ScenarioReading::cluster);
        var fleet = part.part("fleet", each -> fleet(each, clusters));
        if (clusters.isEmpty()) {
            throw part.invalid("clusters", "must name at least one");
        }
        var names = Names.of(fleet);
        if (names.clusters().size() < clusters.size()) {
            throw part.invalid("clusters", "has a name twice");
        }
        var asks = part.parts("asks", each -> ask(each, names));
        var faults = part.parts("faults", each -> fault(each, names));
        return new ScenarioFile(name, broke, found, new Scenario(seed, fleet, chaos, asks, faults));
    }

    private static Fleet fleet(Part part, List<ClusterPlan> clusters) {
        return new Fleet(
                part.count("partitions", 1),
                part.count("planners", 1),
                part.count("executors", 1),
                part.count("validators", 1),
                clusters);
    }

    private static ClusterPlan cluster(Part part) {
        return new ClusterPlan(
                formed(part, "name", ClusterName::new),
                part.count("controlPlanes", 1),
                part.count("workers", 0),
                formed(part, "version", KubernetesVersion::parse),
                part.count("workloads", 0),
                part.count("statefulSets", 0, 0));
    }

    private static Ask ask(Part part, Names names) {
        var at = part.duration("at");
        var cluster = part.text("cluster");
        known(part, "cluster", cluster, names.clusters());
        var kind = part.constant("ask", Ask.Kind.class);
        var target = part.text("to", "");
        return new Ask(at, cluster, kind, target, part.text("id"), policy(part));
    }

    private static Policy policy(Part part) {
        try {
            return new Policy(
                    part.duration("drainDeadline", DurationWords.of(Ask.USUAL.drainDeadline())),
                    part.duration("stableFor", DurationWords.of(Ask.USUAL.stableFor())),
                    part.flag("deleteEmptyDirData"),
                    part.flag("deleteUnmanagedPods"));
        } catch (InvalidValue e) {
            throw part.invalid("policy", "is wrong: " + e.getMessage());
        }
    }

    private static Fault fault(Part part, Names names) {
        var kind = part.constant("fault", FaultKind.class);
        var what = part.text("what", "");
        if (!what.isEmpty()) {
            check(part, kind, what, names);
        }
        var whose = part.text("whose", "");
        if (!whose.isEmpty() && !kind.onTheWay()) {
            throw part.invalid("whose", "must be left out: " + Part.words(kind) + " is on nobody's way");
        }
        if (!whose.isEmpty() && !PROCESS.matcher(whose).matches()) {
            throw part.invalid("whose", "must be a process such as executor-1, not \"" + whose + "\"");
        }
        var when = part.text("when");
        var trigger = TriggerWords.parse(when)
                .orElseThrow(() -> part.invalid("when", "must be " + TriggerWords.FORMS + ", not \"" + when + "\""));
        check(part, trigger);
        if (what.isEmpty() && !names(trigger, kind.on())) {
            throw part.invalid("what", "must say what is struck: \"" + when + "\" does not");
        }
        return new Fault(kind, trigger, what, whose, part.duration("lasts", "0s"), part.argument("argument"));
    }

    /** Whether what trips it says what such a fault strikes. */
    private static boolean names(Trigger trigger, FaultKind.On on) {
        return switch (trigger) {
            case Trigger.At at -> on == FaultKind.On.NOTHING;
            case Trigger.Passing passing -> on != FaultKind.On.CLUSTER;
            case Trigger.Recorded recorded -> on != FaultKind.On.PROCESS;
        };
    }

    private static void check(Part part, Trigger trigger) {
        switch (trigger) {
            case Trigger.At at -> {}
            case Trigger.Passing passing -> check(part, passing);
            case Trigger.Recorded recorded -> known(part, "when", recorded.event(), EVENTS);
        }
    }

    private static void check(Part part, Trigger.Passing passing) {
        var points = Stream.of(Point.values())
                .collect(Collectors.toMap(Point::words, each -> each, (one, two) -> one, TreeMap::new));
        known(part, "when", passing.point(), points.keySet());
        var point = Objects.requireNonNull(points.get(passing.point()));
        if (!passing.process().isEmpty()
                && point.services().stream()
                        .noneMatch(service -> passing.process().startsWith(service + "-"))) {
            throw part.invalid(
                    "when",
                    "can't be: %s is passed by %s, not by %s"
                            .formatted(point.words(), String.join(" and ", point.services()), passing.process()));
        }
    }

    private static void check(Part part, FaultKind kind, String what, Names names) {
        switch (kind.on()) {
            case PROCESS -> {
                if (!PROCESS.matcher(what).matches()) {
                    throw part.invalid("what", "must be a process such as executor-1, not \"" + what + "\"");
                }
            }
            case NODE -> known(part, "what", what, names.nodes());
            case CLUSTER -> known(part, "what", what, names.clusters());
            case NOTHING -> throw part.invalid("what", "must be left out: " + Part.words(kind) + " strikes them all");
        }
    }

    private static void known(Part part, String key, String name, Set<String> names) {
        if (!names.contains(name)) {
            throw part.invalid(key, "can't be \"" + name + "\"; there are " + String.join(", ", names));
        }
    }

    private static String formed(Part part, String key, Consumer<String> form) {
        var text = part.text(key);
        try {
            form.accept(text);
        } catch (InvalidValue e) {
            throw part.invalid(key, "is wrong: " + e.getMessage());
        }
        return text;
    }
}
