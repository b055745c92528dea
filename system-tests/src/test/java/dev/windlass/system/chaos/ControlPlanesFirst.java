package dev.windlass.system.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** S7 by the nodes' own records: no kubelet is raised before every control plane has been. */
final class ControlPlanesFirst implements Check {
    @Override
    public String name() {
        return "S7";
    }

    @Override
    public List<String> violations(Observed observed) {
        var left = new HashSet<>(observed.controlPlanes());
        var violations = new ArrayList<String>();
        if (left.isEmpty()) {
            violations.add("the plan names no control plane");
        }
        for (var run : observed.runs()) {
            if (!run.name().startsWith(observed.upgrade() + "-")) {
                continue;
            }
            if (run.verb().startsWith("upgrade-")
                    && run.exitCode().filter(code -> code == 0).isPresent()) {
                left.remove(run.node());
            } else if (run.verb().equals("install-kubelet") && !left.isEmpty()) {
                violations.add("%s began before the control planes %s were raised".formatted(run.words(), left));
            }
        }
        return violations;
    }
}
