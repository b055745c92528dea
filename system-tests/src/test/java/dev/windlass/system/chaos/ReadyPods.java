package dev.windlass.system.chaos;

import java.time.Instant;

/** How many pods of the workload were ready from a moment on. */
record ReadyPods(Instant at, int number) {
    /** "SECONDS NUMBER"; Kubernetes leaves a zero out. */
    static ReadyPods parse(String line) {
        var fields = line.strip().split(" +", 2);
        return new ReadyPods(Times.seconds(fields[0]), fields.length < 2 ? 0 : Integer.parseInt(fields[1]));
    }
}
