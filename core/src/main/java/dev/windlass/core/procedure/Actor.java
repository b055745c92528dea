package dev.windlass.core.procedure;

/** Which service carries out an action. */
public enum Actor {
    /** Acts on nodes over SSH and on the cluster through the Kubernetes API. */
    EXECUTOR,
    /** Looks from outside and judges. Changes nothing. */
    VALIDATOR
}
