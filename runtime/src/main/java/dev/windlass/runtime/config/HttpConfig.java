package dev.windlass.runtime.config;

/**
 * Where the services listen. There is no authentication yet, so the default is this host alone.
 *
 * @param host the address to bind
 * @param planner the port of the planner's API; 0 for a free one
 * @param executor the port of the executor's health; 0 for a free one
 * @param validator the port of the validator's health; 0 for a free one
 */
public record HttpConfig(String host, int planner, int executor, int validator) {
    public static final HttpConfig DEFAULT = new HttpConfig("127.0.0.1", 8480, 8481, 8482);
}
