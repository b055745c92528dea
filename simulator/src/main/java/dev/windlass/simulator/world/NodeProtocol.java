package dev.windlass.simulator.world;

import dev.windlass.core.cluster.MinorVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The node protocol, version 1, as the script windlass-node answers it. */
final class NodeProtocol {
    private static final Pattern TOKEN = Pattern.compile("[0-9]{1,18}");
    private static final Pattern RUN = Pattern.compile("[a-z0-9-]{1,100}");
    private static final Pattern UNTIL = Pattern.compile("[0-9a-z-]{1,64}\\.[0-9]{1,20}:[0-9]{1,15}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final Pattern MINOR = Pattern.compile("[0-9]{1,3}\\.[0-9]{1,3}");
    private static final int CHUNK = 32 * 1024;
    private static final Answer NOTHING_STARTED = Answer.of(
            "failed rc=73 reason=cannot-write",
            "windlass-node: nothing was started, because /var/lib/windlass could not be written: No space left on device\n");

    private final World world;

    NodeProtocol(World world) {
        this.world = world;
    }

    Answer answer(SimulatedNode host, List<String> words) {
        var arguments = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (words.isEmpty() ? "" : words.getFirst()) {
            case "inspect" -> inspect(host, arguments);
            case "clock" -> clock(host, arguments);
            case "start" -> start(host, arguments);
            case "poll" -> poll(host, arguments);
            case "facts" -> facts(host, arguments);
            case "probe" -> probe(host, arguments);
            case "prune" -> prune(host, arguments);
            default -> Answer.refused("unknown-command", "commands: inspect, clock, start, poll, facts, probe, prune");
        };
    }

    private Answer start(SimulatedNode host, List<String> arguments) {
        if (arguments.size() < 4
                || !TOKEN.matcher(arguments.get(0)).matches()
                || !RUN.matcher(arguments.get(1)).matches()
                || !UNTIL.matcher(arguments.get(2)).matches()) {
            return Answer.refused("bad-argument", "start takes TOKEN RUN UNTIL VERB ARG...");
        }
        var command = arguments.subList(3, arguments.size());
        var verb = Verb.read(command.getFirst());
        if (verb.isEmpty()) {
            return Answer.refused("unknown-verb", "this script has no such verb");
        }
        if (command.size() != 2 || !verb.get().accepts(command.get(1))) {
            return Answer.refused("bad-argument", verb.get() + " takes 1 argument of its form");
        }
        var token = Long.parseLong(arguments.get(0));
        if (token < host.memory().highest()) {
            return fenced(host, token, arguments.get(1));
        }
        var begun = host.memory().run(arguments.get(1)).filter(run -> !run.is(Run.Phase.CLAIMED));
        if (begun.isEmpty() && isLate(host, arguments.get(2))) {
            return Answer.of(
                    "late now=" + now(host),
                    "windlass-node: nothing was started: the order was good until %s, and it is %s\n"
                            .formatted(arguments.get(2), now(host)));
        }
        return start(host, token, arguments.get(1), verb.get(), command.get(1));
    }

    private Answer clock(SimulatedNode host, List<String> arguments) {
        return arguments.isEmpty()
                ? Answer.of("clock now=" + now(host), "")
                : Answer.refused("bad-argument", "clock takes 0 arguments, not " + arguments.size());
    }

    private boolean isLate(SimulatedNode host, String until) {
        var now = now(host).split(":");
        var given = until.split(":");
        return !now[0].equals(given[0]) || Long.parseLong(now[1]) > Long.parseLong(given[1]);
    }

    /** As if a node counted on through a reboot: what tells one start from another is the number before it. */
    private String now(SimulatedNode host) {
        return "%s.0:%d".formatted(host.bootId(), world.now().toEpochMilli() / 10);
    }

    private Answer start(SimulatedNode host, long token, String id, Verb verb, String argument) {
        var memory = host.memory();
        var full = host.troubles().isDiskFull();
        var known = memory.run(id);
        // A file that is there already can be written over on a full disk; a new one cannot be made, as for a new
        // token.
        if (full && token != memory.highest()) {
            if (known.filter(run -> !run.is(Run.Phase.CLAIMED)).isEmpty()) {
                return NOTHING_STARTED;
            }
        } else {
            memory.remember(token);
            world.truth.happened(new Occurrence.TokenAccepted(world.now(), host.name(), token, id));
        }
        if (known.isEmpty()) {
            if (full) {
                return NOTHING_STARTED;
            }
            memory.remember(new Run(world, host, id, token, verb, argument));
        } else if (!known.get().command().equals(List.of(verb.text(), argument))) {
            return Answer.refused(
                    Answer.ANOTHER_COMMAND,
                    "the run " + id + " is: " + String.join(" ", known.get().command()));
        } else {
            known.get().belongsTo(token);
        }
        var run = memory.run(id).orElseThrow();
        run.isAskedFor();
        if (run.is(Run.Phase.CLAIMED)) {
            host.acting().enter(run);
        }
        return Answer.of(run.answer(), "");
    }

    private Answer fenced(SimulatedNode host, long token, String run) {
        var highest = host.memory().highest();
        world.truth.happened(new Occurrence.TokenRefused(world.now(), host.name(), token, run, highest));
        return Answer.of("fenced highest=" + highest, "");
    }

    private Answer poll(SimulatedNode host, List<String> arguments) {
        if (arguments.size() != 3
                || !TOKEN.matcher(arguments.get(0)).matches()
                || !RUN.matcher(arguments.get(1)).matches()
                || !NUMBER.matcher(arguments.get(2)).matches()) {
            return Answer.refused("bad-argument", "poll takes TOKEN RUN OFFSET");
        }
        var token = Long.parseLong(arguments.get(0));
        if (token < host.memory().highest()) {
            return fenced(host, token, arguments.get(1));
        }
        var run = host.memory().run(arguments.get(1));
        run.ifPresent(Run::isAskedFor);
        var output = run.map(Run::output).orElse("").getBytes(StandardCharsets.UTF_8);
        var from = (int) Math.min(Long.parseLong(arguments.get(2)), output.length);
        var next = Math.min(from + CHUNK, output.length);
        return Answer.of(
                "%s offset=%d size=%d".formatted(state(run), next, output.length),
                new String(output, from, next - from, StandardCharsets.UTF_8));
    }

    private static String state(java.util.Optional<Run> run) {
        return run.map(Run::answer).orElse("lost reason=unknown-run");
    }

    private Answer facts(SimulatedNode host, List<String> arguments) {
        if (arguments.size() != 2
                || !TOKEN.matcher(arguments.get(0)).matches()
                || !RUN.matcher(arguments.get(1)).matches()) {
            return Answer.refused("bad-argument", "facts takes TOKEN RUN");
        }
        var token = Long.parseLong(arguments.get(0));
        if (token < host.memory().highest()) {
            return fenced(host, token, arguments.get(1));
        }
        var run = host.memory().run(arguments.get(1));
        return Answer.of(state(run), run.map(Run::facts).orElse(""));
    }

    private static Answer probe(SimulatedNode host, List<String> arguments) {
        var verb = arguments.isEmpty() ? java.util.Optional.<Verb>empty() : Verb.read(arguments.getFirst());
        if (verb.isEmpty()) {
            return Answer.refused("unknown-verb", "this script has no such verb");
        }
        if (arguments.size() != 2 || !verb.get().accepts(arguments.get(1))) {
            return Answer.refused("bad-argument", verb.get() + " takes 1 argument of its form");
        }
        var probe = Probe.of(host, verb.get(), arguments.get(1));
        return Answer.of("probe state=" + probe.state().text() + " reason=" + probe.reason(), "");
    }

    private Answer prune(SimulatedNode host, List<String> arguments) {
        if (arguments.size() != 1 || !NUMBER.matcher(arguments.getFirst()).matches()) {
            return Answer.refused("bad-argument", "prune takes DAYS");
        }
        var days = Long.parseLong(arguments.getFirst());
        var removed = Stream.concat(
                host.memory().prune(days, world.now()).stream(),
                host.pruneSaved(days).stream().map(key -> "saved/" + key));
        return Answer.of("pruned", removed.map(name -> name + "\n").collect(Collectors.joining()));
    }

    private Answer inspect(SimulatedNode host, List<String> minors) {
        for (var minor : minors) {
            if (!MINOR.matcher(minor).matches()) {
                return Answer.refused("bad-argument", "MINOR must look like 1.20");
            }
        }
        var free = host.troubles().isDiskFull() ? 0 : 40_000_000;
        var text = new StringBuilder();
        text.append("machine-id=%s\nboot-id=%s\nhostname=%s\n".formatted(host.machineId(), host.bootId(), host.name()));
        text.append(
                world.packages.manager().equals("apt")
                        ? "os-id=debian\nos-version=12\n"
                        : "os-id=centos\nos-version=7\n");
        text.append("arch=x86_64\npackage-manager=%s\n".formatted(world.packages.manager()));
        text.append("role=%s\n".formatted(host.isControlPlane() ? "control-plane" : "worker"));
        for (var place : List.of("root", "var", "kubelet", "etcd", "package-cache")) {
            text.append("disk-free-kib.%s=%d\n".formatted(place, free));
        }
        text.append("kubeadm=%s\nkubelet=%s\nkubectl=%s\n"
                .formatted(host.kubeadm(), host.kubeletPackage(), host.kubectl()));
        text.append("repository=%s\nrepository-minor=%s\nheld=\n".formatted(world.packages.file(), host.repository()));
        minors.forEach(minor -> text.append(offers(host, minor)));
        text.append("clock=%d.%09d\n"
                .formatted(world.now().getEpochSecond(), world.now().getNano()));
        return Answer.of("facts", text.toString());
    }

    private String offers(SimulatedNode host, String minor) {
        if (host.troubles().isMirrorAway()) {
            return "unavailable " + minor + " the repository cannot be read: " + Packages.UNREACHABLE + "\n";
        }
        var revisions = world.packages.of(MinorVersion.parse(minor));
        return revisions.isEmpty()
                ? "unavailable " + minor + " the repository offers no kubeadm " + minor + "\n"
                : revisions.stream()
                        .map(revision -> "available " + minor + " " + revision + "\n")
                        .collect(Collectors.joining());
    }
}
