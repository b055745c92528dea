package dev.windlass.simulation.api;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Constructors and methods as the compiler makes lambdas of them: called several times faster than by reflection. */
final class Lambdas {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Lambdas() {}

    static Supplier<?> supplier(Constructor<?> constructor) {
        return made(
                Supplier.class,
                "get",
                MethodType.methodType(Object.class),
                MethodType.methodType(constructor.getDeclaringClass()),
                () -> LOOKUP.unreflectConstructor(constructor));
    }

    /** @param method of one object, without a result */
    @SuppressWarnings("unchecked") // Whatever it is called with is cast by it.
    static BiConsumer<Object, @Nullable Object> setter(Method method) {
        return made(
                BiConsumer.class,
                "accept",
                MethodType.methodType(void.class, Object.class, Object.class),
                MethodType.methodType(void.class, method.getDeclaringClass(), method.getParameterTypes()[0]),
                () -> LOOKUP.unreflect(method));
    }

    private interface Found {
        MethodHandle handle() throws IllegalAccessException;
    }

    private static <T> T made(Class<T> form, String name, MethodType erased, MethodType real, Found found) {
        try {
            var site = LambdaMetafactory.metafactory(
                    LOOKUP, name, MethodType.methodType(form), erased, found.handle(), real);
            return form.cast(site.getTarget().invoke());
        } catch (Throwable e) {
            throw new IllegalStateException("no " + form + " can be made of it", e);
        }
    }
}
