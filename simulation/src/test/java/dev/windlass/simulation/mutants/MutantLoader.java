package dev.windlass.simulation.mutants;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Loads all of Windlass anew, with some classes replaced. Nearly everything else, such as the JDK, Kafka's clients and fabric8, is its
 * parent's, so what comes out of it is spoken to through types of the JDK only. Thread-safe.
 */
final class MutantLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** Avro finds the classes of records by name in the loader that it came from itself, so it has to come from this one. */
    private static final List<String> ANEW = List.of("dev.windlass.", "org.apache.avro.");

    private final Map<String, byte[]> replaced;
    private volatile boolean loaded;

    /** @param replaced by name, as bytes */
    MutantLoader(Map<String, byte[]> replaced) {
        super("mutant", MutantLoader.class.getClassLoader());
        this.replaced = Map.copyOf(replaced);
    }

    /** A campaign of its own: from a seed to the invariant that its run broke, or to an empty string. */
    @SuppressWarnings("unchecked")
    LongFunction<String> campaign(String className) {
        try {
            var made = loadClass(className).getDeclaredConstructor();
            made.setAccessible(true);
            return (LongFunction<String>) made.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(className + " is no campaign", e);
        }
    }

    /** Whether a class was loaded that is replaced. That somebody came across what is other in it does not follow. */
    boolean loaded() {
        return loaded;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (ANEW.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        var bytes = replaced.get(name);
        if (bytes == null) {
            bytes = original(name);
        } else {
            loaded = true;
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
