package dev.windlass.core.report;

/** What went wrong, as a closed set that programs may branch on. */
public enum FailureKind {
    /** The host or API server did not answer until the deadline. */
    UNREACHABLE,
    /** The host key is unknown or has changed. */
    HOST_KEY,
    /** Key file, login, sudo or API rights. */
    ACCESS,
    /** The configuration lacks or misnames something. */
    CONFIGURATION,
    /** The package repository or package manager. */
    PACKAGE,
    DISK_FULL,
    /** kubeadm ended with an error. */
    KUBEADM,
    /** Pods that cannot be evicted: a budget, an unmanaged pod, an emptyDir, a finalizer. */
    DRAIN_BLOCKED,
    /** A validator's verdict: what the step was for is not so. This asks for a rollback. */
    VALIDATION,
    /** It was begun and is gone: the host rebooted, or the process was killed. */
    LOST,
    /** A node has seen a higher token than ours. */
    FENCED,
    /** The attempt took longer than its action may. */
    DEADLINE,
    /** None of the others. */
    OTHER
}
