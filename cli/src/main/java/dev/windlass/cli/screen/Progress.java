package dev.windlass.cli.screen;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.Event;

/** Shows how it goes, while it goes. Used by one thread. */
public interface Progress {
    /** Something happened. */
    void event(Event event);

    /** Words of the command itself. */
    void say(String words);

    /** Whether it shows more when it is told the {@link #status} from time to time. */
    boolean wantsStatus();

    /** Where it is now. */
    void status(ClusterStatus status);

    /** Time has passed. */
    void tick();

    /** Something else says now what was shown: takes away what is drawn over itself. */
    void clear();

    /** It is no longer followed: leaves on the screen what is there. */
    void end();
}
