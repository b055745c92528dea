package dev.windlass.system.chaos;

import java.util.List;

/** One promise of docs/invariants.md, as it can be seen from outside. */
interface Check {
    /** The promise's names in docs/invariants.md. */
    String name();

    /** A sentence for each time that it was broken; none when it held. */
    List<String> violations(Observed observed);
}
