package dev.windlass.service;

import java.util.Map;
import java.util.function.Supplier;

/** Where a service's health endpoint asks how it is. */
public record Health(Supplier<Answer> ask) {
    /**
     * How it is now.
     *
     * @param ready whether it does its work
     * @param details for people
     */
    public record Answer(boolean ready, Map<String, String> details) {
        public Answer {
            details = Map.copyOf(details);
        }
    }
}
