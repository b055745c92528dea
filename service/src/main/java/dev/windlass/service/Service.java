package dev.windlass.service;

/** A service that runs. Closing it hands over what is in hand, and may take some seconds. */
public interface Service extends AutoCloseable {
    /** Where it answers over HTTP. */
    java.net.URI uri();

    @Override
    void close();
}
