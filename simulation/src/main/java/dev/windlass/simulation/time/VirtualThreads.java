package dev.windlass.simulation.time;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/**
 * Virtual threads on a scheduler of our own. The JDK has them, but no public door to them, so this opens the private one; it needs
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class VirtualThreads {
    private static final MethodHandle CONSTRUCTOR = constructor();

    private VirtualThreads() {}

    private static MethodHandle constructor() {
        try {
            var type = Class.forName("java.lang.ThreadBuilders");
            var signature =
                    MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class);
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findStatic(type, "newVirtualThread", signature)
                    .asType(signature);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "simulation needs a JDK 25 that is started with --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }

    /** Not yet started. Whenever it can go on, it gives the scheduler its next piece. */
    static Thread unstarted(Executor scheduler, String name, Runnable work) {
        try {
            return (Thread) CONSTRUCTOR.invokeExact(scheduler, name, 0, work);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
