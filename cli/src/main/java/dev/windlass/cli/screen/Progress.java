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

    /** It has ended, or is no longer followed: leaves the screen as a person may go on reading it. */
    void end();
}
