package dev.windlass.simulation.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Makes objects of the client's model out of maps and lists, and does so much faster than the client's own way over
 * tokens. What has a form of its own is left to the client. BindingTest holds the two against each other.
 */
final class Binding {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private static final ClassValue<Binding> BINDINGS = new ClassValue<>() {
        @Override
        protected Binding computeValue(Class<?> type) {
            return new Binding(type);
        }
    };

    private final Class<?> type;
    private final @Nullable Supplier<?> constructor;
    private final Map<String, Field> fields = new HashMap<>();

    private record Field(BiConsumer<Object, @Nullable Object> setter, Type type) {}

    private Binding(Class<?> type) {
        this.type = type;
        this.constructor = isPlain(type) ? constructor(type) : null;
        if (constructor != null) {
            for (var field : type.getDeclaredFields()) {
                var property = field.getAnnotation(JsonProperty.class);
                if (property != null) {
                    fields.put(property.value(), new Field(setter(type, field), field.getGenericType()));
                }
            }
        }
    }

    static <T> T bind(Class<T> type, Map<String, Object> json) {
        return type.cast(BINDINGS.get(type).bind(json));
    }

    /** One of the model's classes whose JSON form is the names of its fields. */
    private static boolean isPlain(Class<?> type) {
        var form = type.getAnnotation(JsonDeserialize.class);
        return type.getName().startsWith("io.fabric8.kubernetes.api.model.")
                && !type.isInterface()
                && form != null
                && form.using() == ValueDeserializer.None.class;
    }

    private static @Nullable Supplier<?> constructor(Class<?> type) {
        try {
            return Lambdas.supplier(type.getConstructor());
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    private static BiConsumer<Object, @Nullable Object> setter(Class<?> type, java.lang.reflect.Field field) {
        // A name that Java keeps for itself has a mark before it.
        var name = field.getName().replaceFirst("^_", "");
        try {
            return Lambdas.setter(
                    type.getMethod("set" + Character.toUpperCase(name.charAt(0)) + name.substring(1), field.getType()));
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException(type + " has no setter for " + name, none);
        }
    }

    private Object bind(Map<?, ?> json) {
        if (constructor == null) {
            return SERIALIZATION.convertValue(json, type);
        }
        var object = constructor.get();
        for (var entry : json.entrySet()) {
            var field = fields.get(entry.getKey());
            if (field == null) {
                return SERIALIZATION.convertValue(json, type);
            }
            field.setter().accept(object, value(field.type(), entry.getValue()));
        }
        return object;
    }

    private static @Nullable Object value(Type type, @Nullable Object json) {
        if (json == null) {
            return null;
        }
        if (type instanceof ParameterizedType many) {
            return values(many, json);
        }
        var wanted = (Class<?>) type;
        if (wanted.isInstance(json) && wanted != Object.class) {
            return json;
        }
        if (json instanceof Number number && wanted == Long.class) {
            return number.longValue();
        }
        if (wanted == Quantity.class && json instanceof String amount) {
            return Quantity.parse(amount);
        }
        return json instanceof Map<?, ?> map
                ? BINDINGS.get(wanted).bind(map)
                : SERIALIZATION.convertValue(json, wanted);
    }

    private static Object values(ParameterizedType many, Object json) {
        var of = many.getActualTypeArguments();
        if (json instanceof List<?> list && many.getRawType() == List.class) {
            var values = new ArrayList<@Nullable Object>(list.size());
            for (var each : list) {
                values.add(value(of[0], each));
            }
            return values;
        }
        if (json instanceof Map<?, ?> map && many.getRawType() == Map.class) {
            var values = new LinkedHashMap<Object, @Nullable Object>();
            map.forEach((key, each) -> values.put(key, value(of[1], each)));
            return values;
        }
        throw new IllegalStateException("no " + many + " can be made of " + json);
    }
}
