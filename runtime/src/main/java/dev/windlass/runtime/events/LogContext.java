package dev.windlass.runtime.events;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.cluster.NodeName;
import dev.windlass.core.event.EventRecord;
import dev.windlass.core.plan.UpgradeId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.MDC;

/** Names in the logging context of this thread what its lines are about: cluster, upgrade, node, step, attempt, token. */
public final class LogContext implements AutoCloseable {
    private final Deque<MDC.MDCCloseable> named = new ArrayDeque<>();

    private LogContext() {}

    public static LogContext of(ClusterName cluster) {
        return new LogContext().put("cluster", cluster.text());
    }

    /** Everything that the event says it is about. */
    public static LogContext of(EventRecord record) {
        var context = of(record.cluster());
        record.upgrade().ifPresent(context::about);
        StepRef.of(record.event()).ifPresent(context::about);
        return context;
    }

    public static LogContext of(ClusterName cluster, UpgradeId upgrade, StepRef step, Optional<NodeName> node) {
        var context = of(cluster);
        context.about(upgrade);
        context.about(step);
        node.ifPresent(name -> context.put("node", name.text()));
        return context;
    }

    private void about(UpgradeId upgrade) {
        put("upgrade", upgrade.text());
    }

    private void about(StepRef step) {
        put("step", step.step().text());
        put("attempt", String.valueOf(step.attempt()));
        put("token", String.valueOf(step.token()));
    }

    private LogContext put(String key, String value) {
        named.push(MDC.putCloseable(key, value));
        return this;
    }

    @Override
    public void close() {
        named.forEach(MDC.MDCCloseable::close);
    }
}
