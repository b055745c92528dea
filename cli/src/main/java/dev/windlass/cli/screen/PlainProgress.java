package dev.windlass.cli.screen;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.Event;

/** A line for each event that tells something: for files, pipes and logs of build servers. */
public final class PlainProgress implements Progress {
    private final Console console;
    private final EventText text;

    public PlainProgress(Console console, Style style) {
        this.console = console;
        this.text = new EventText(console.zone(), style);
    }

    @Override
    public void event(Event event) {
        text.progress(event).ifPresent(console.err()::println);
    }

    @Override
    public void say(String words) {
        console.err().println(words);
    }

    @Override
    public boolean wantsStatus() {
        return false;
    }

    @Override
    public void status(ClusterStatus status) {}

    @Override
    public void tick() {}

    @Override
    public void clear() {}

    @Override
    public void end() {}
}
