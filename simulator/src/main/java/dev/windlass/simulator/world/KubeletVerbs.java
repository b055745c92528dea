package dev.windlass.simulator.world;

import java.time.Duration;
import java.util.ArrayList;

/** The verbs that restart the kubelet. */
final class KubeletVerbs {
    private final World world;
    private final KubeletChanges changes;

    KubeletVerbs(World world) {
        this.world = world;
        this.changes = new KubeletChanges(world);
    }

    static void facts(Run run, SimulatedNode host) {
        run.fact("restarted-at", Long.toString(host.kubelet().startedAt().getEpochSecond()));
        run.fact("main-pid", Integer.toString(host.kubelet().pid()));
        run.fact("active", host.kubelet().isRunning() ? "active" : "activating");
    }

    void restart(Run run, SimulatedNode host, Runnable finish) {
        changes.restarts(host);
        host.kubelet().restart();
        run.then(world.timing.verb(), () -> afterRestart(run, host, finish));
    }

    private void afterRestart(Run run, SimulatedNode host, Runnable finish) {
        if (host.kubelet().isRunning()) {
            run.say("the kubelet is active, process " + host.kubelet().pid());
            finish.run();
            return;
        }
        run.then(world.timing.verb().multipliedBy(2), () -> {
            var lines = new ArrayList<String>();
            lines.add("the kubelet is not active after "
                    + seconds(world.timing.verb().multipliedBy(3)) + " (activating/auto-restart); its last lines:");
            lines.add("systemd[1]: Started kubelet: The Kubernetes Node Agent.");
            lines.add("kubelet[" + host.kubelet().pid() + "]: F server.go:198] failed to run Kubelet: exit status 255");
            lines.add("systemd[1]: kubelet.service: main process exited, code=exited, status=255/n/a");
            lines.forEach(run::say);
            finish.run();
        });
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    void restore(Run run, SimulatedNode host, Runnable finish) {
        var key = run.argument();
        if (host.saved(key).isEmpty()) {
            run.fail(
                    1,
                    "nothing was saved under " + key
                            + " on this node: it was not changed by that upgrade, or /var/lib/windlass/saved was removed");
            return;
        }
        PackageVerbs.finishInterrupted(run, host);
        run.then(world.timing.install().dividedBy(2), () -> {
            var saved = host.saved(key).orElseThrow();
            if (host.troubles().isMirrorAway() && cannotBeHad(host, saved)) {
                run.doom();
            }
            if (PackageVerbs.noSpace(run, host)
                    || run.meetsItsDoom(
                            Packages.UNREACHABLE,
                            "kubelet is at '" + host.kubeletPackage() + "' and not at " + saved.kubelet()
                                    + " after the installation; the lines above say why")) {
                return;
            }
            host.unpack(true);
            run.then(world.timing.install().dividedBy(2), () -> putBack(run, host, saved, finish));
        });
    }

    private static boolean cannotBeHad(SimulatedNode host, SimulatedNode.Saved saved) {
        return !host.isCached(saved.kubelet()) && !host.kubeletPackage().equals(saved.kubelet());
    }

    private void putBack(Run run, SimulatedNode host, SimulatedNode.Saved saved, Runnable finish) {
        run.say("put " + world.packages.file() + " back");
        run.say("Downgraded: kubelet " + host.kubeletPackage() + " -> " + saved.kubelet());
        changes.replaces(host, saved.kubelet());
        host.restore(saved);
        host.unpack(false);
        run.say("put /var/lib/kubelet/config.yaml back");
        changes.restarts(host);
        host.kubelet().restart();
        run.then(world.timing.verb(), () -> afterRestart(run, host, finish));
    }
}
