package dev.windlass.system.chaos;

import java.util.ArrayList;
import java.util.List;

/** S11: 1, 2, 3 and so on; and who follows from the beginning sees each of them once, whatever is killed meanwhile. */
final class NumbersWithoutGaps implements Check {
    @Override
    public String name() {
        return "S11";
    }

    @Override
    public List<String> violations(Observed observed) {
        var violations = new ArrayList<String>();
        if (observed.events().isEmpty()) {
            violations.add("there are no events");
        }
        for (var i = 0; i < observed.events().size(); i++) {
            if (observed.events().get(i).sequence() != i + 1) {
                violations.add("the event in place %d has number %d"
                        .formatted(i + 1, observed.events().get(i).sequence()));
                break;
            }
        }
        var all = observed.events();
        var followed = observed.followed();
        for (var i = 0; i < Math.max(all.size(), followed.size()); i++) {
            if (i >= all.size()
                    || i >= followed.size()
                    || !all.get(i).json().equals(followed.get(i).json())) {
                violations.add("who followed saw something else than was recorded from place %d on (%d of %d events)"
                        .formatted(i + 1, followed.size(), all.size()));
                break;
            }
        }
        return violations;
    }
}
