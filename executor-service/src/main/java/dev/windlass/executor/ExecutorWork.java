package dev.windlass.executor;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.procedure.Action;
import dev.windlass.core.report.Outcome;
import dev.windlass.executor.NodeEndpoints.None;
import dev.windlass.executor.NodeEndpoints.To;
import dev.windlass.executor.node.NodeCommands;
import dev.windlass.executor.node.NodeConnections;
import dev.windlass.executor.node.NodeEndpoint;
import dev.windlass.executor.node.NodeProtocol;
import dev.windlass.kubernetes.KubernetesActions;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.work.Progress;
import dev.windlass.runtime.work.StepWork;
import dev.windlass.runtime.work.Task;

/** What the executor does about a step: on the node over SSH, or through the Kubernetes API. Thread-safe. */
public final class ExecutorWork implements StepWork, AutoCloseable {
    private final KubernetesActions kubernetes;
    private final NodeCommands commands;
    private final NodeEndpoints endpoints;
    private final NodeInspecting inspecting;
    private final NodeWork nodeWork;

    /** For the clusters of a configuration. Connections are made when they are first needed. */
    public ExecutorWork(WindlassConfig config) {
        this(
                config,
                new NodeConnections(NodeConnections.Timing.USUAL, Clockwork.system()),
                new KubernetesActions(config.kubeconfigs()),
                Clockwork.system());
    }

    /**
     * With its ways to nodes and API servers, which it closes at its end.
     *
     * @param config of which only the clusters are read, and the file's name
     */
    public ExecutorWork(
            WindlassConfig config, NodeCommands commands, KubernetesActions kubernetes, Clockwork clockwork) {
        this.commands = commands;
        this.kubernetes = kubernetes;
        this.endpoints = new NodeEndpoints(config, kubernetes);
        var protocol = new NodeProtocol(commands, clockwork);
        this.inspecting = new NodeInspecting(protocol);
        this.nodeWork = new NodeWork(protocol, clockwork);
    }

    @Override
    public Outcome perform(Task task, Progress progress) throws InterruptedException {
        var step = task.assignment().step();
        if (KubernetesActions.canDo(step.action())) {
            return kubernetes.perform(task.cluster(), task.upgrade(), task.assignment(), progress::note);
        }
        return switch (endpoints.to(task.cluster(), task.upgrade(), step.node().orElseThrow())) {
            case None none -> none.outcome();
            case To to -> onNode(task, to.endpoint(), progress);
        };
    }

    private Outcome onNode(Task task, NodeEndpoint endpoint, Progress progress) throws InterruptedException {
        if (task.assignment().step().action() == Action.INSPECT_NODE) {
            return inspecting.perform(task, endpoint);
        }
        var verb = Verbs.of(task)
                .orElseThrow(() ->
                        new IllegalArgumentException(task.assignment().step().words()
                                + " is not for an executor: are all services of one version?"));
        return nodeWork.perform(task, verb, endpoint, progress);
    }

    /** Closes the connections. What runs on nodes goes on. */
    @Override
    public void close() {
        commands.close();
        kubernetes.close();
    }
}
