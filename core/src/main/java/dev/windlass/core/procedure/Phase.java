package dev.windlass.core.procedure;

import java.util.List;

/** A part of the procedure: these actions in this order, for the nodes of its scope. */
public record Phase(String name, Scope scope, List<Action> actions) {
    static Phase phase(String name, Scope scope, Action... actions) {
        return new Phase(name, scope, List.of(actions));
    }
}
