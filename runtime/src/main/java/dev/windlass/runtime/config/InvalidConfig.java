package dev.windlass.runtime.config;

import java.nio.file.Path;

/** A configuration that can't be used. The message names the file, the place in it, what is wrong and what would be right. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidConfig(Path file, String what) {
        super(file + ": " + what);
    }
}
