package dev.windlass.core.procedure;

/** What follows when an action has failed as often as it may. */
public enum WhenExhausted {
    /** Nothing was changed yet: the request is refused with the reasons. */
    REFUSE,
    /** A worker is put back to its former version; a control plane, which kubeadm cannot take back, halts. */
    ROLL_BACK,
    /** Stop and wait for a person. */
    HALT
}
