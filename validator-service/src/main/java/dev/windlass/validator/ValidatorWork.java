package dev.windlass.validator;

import dev.windlass.core.procedure.Actor;
import dev.windlass.core.report.Outcome;
import dev.windlass.kubernetes.KubernetesActions;
import dev.windlass.kubernetes.Timing;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.work.Progress;
import dev.windlass.runtime.work.StepWork;
import dev.windlass.runtime.work.Task;

/** What the validator does about a step: it looks, through the Kubernetes API alone, and judges. Thread-safe. */
public final class ValidatorWork implements StepWork, AutoCloseable {
    private final KubernetesActions kubernetes;

    /** With its way to API servers, which it closes at its end. */
    public ValidatorWork(KubernetesActions kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** For the clusters of a configuration; {@code timing} says how patient it is. */
    public ValidatorWork(WindlassConfig config, Timing timing) {
        this.kubernetes = new KubernetesActions(config.kubeconfigs(), timing);
    }

    @Override
    public Outcome perform(Task task, Progress progress) throws InterruptedException {
        var action = task.assignment().step().action();
        if (action.actor() != Actor.VALIDATOR) {
            throw new IllegalArgumentException(action.words() + " is not for a validator");
        }
        return kubernetes.perform(task.cluster(), task.upgrade(), task.assignment(), progress::note);
    }

    @Override
    public void close() {
        kubernetes.close();
    }
}
