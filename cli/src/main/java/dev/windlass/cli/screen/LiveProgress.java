package dev.windlass.cli.screen;

import dev.windlass.cli.client.ClusterStatus;
import dev.windlass.cli.client.ClusterStatus.NodeRow;
import dev.windlass.cli.client.Event;
import dev.windlass.cli.screen.Console.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of nodes that is drawn over itself, and above it, as lines that stay, what must not be missed. Where there are more nodes
 * than lines, those that nothing is done on give way.
 */
public final class LiveProgress implements Progress {
    private static final int FRAME = 8;

    private final Console console;
    private final TerminalSize size;
    private final Style style;
    private final StatusText text;
    private final EventText events;
    private @Nullable ClusterStatus status;
    private List<String> shown = List.of();

    public LiveProgress(Console console, TerminalSize size, Style style) {
        this.console = console;
        this.size = size;
        this.style = style;
        this.text = new StatusText(style, size.columns());
        this.events = new EventText(console.zone(), style);
    }

    @Override
    public void event(Event event) {
        var line = events.progress(event);
        if (EventText.matters(event)) {
            line.ifPresent(this::say);
        }
    }

    @Override
    public void say(String words) {
        draw(List.of(words), shown);
    }

    @Override
    public boolean wantsStatus() {
        return true;
    }

    @Override
    public void status(ClusterStatus now) {
        status = now;
        tick();
    }

    @Override
    public void tick() {
        Optional.ofNullable(status)
                .map(this::frame)
                .filter(next -> !next.equals(shown))
                .ifPresent(next -> {
                    draw(List.of(), next);
                });
    }

    @Override
    public void clear() {
        draw(List.of(), List.of());
        end();
    }

    @Override
    public void end() {
        shown = List.of();
        status = null;
    }

    /** Over what is shown: first the lines that stay, then the frame. */
    private void draw(List<String> staying, List<String> frame) {
        var drawn = new StringBuilder();
        if (!shown.isEmpty()) {
            drawn.append("\u001b[").append(shown.size()).append('A');
        }
        staying.forEach(line -> drawn.append("\r\u001b[J").append(line).append('\n'));
        drawn.append("\r\u001b[J");
        frame.forEach(line -> drawn.append(line).append('\n'));
        console.err().print(drawn);
        console.err().flush();
        shown = frame;
    }

    private List<String> frame(ClusterStatus now) {
        var lines = new ArrayList<String>();
        var headline = now.headline().lines().findFirst().orElse("");
        var steps = now.upgrade()
                .filter(upgrade -> upgrade.steps() > 0)
                .map(upgrade -> ", %d of %s".formatted(upgrade.stepsDone(), Words.count(upgrade.steps(), "step")))
                .orElse("");
        lines.add("");
        lines.add(style.strong(Words.cut(headline + steps, size.columns())));
        var rows = rows(now.nodes());
        if (!rows.isEmpty()) {
            lines.addAll(text.nodes(rows, console.clock().instant()));
        }
        var left = now.nodes().size() - rows.size();
        if (left > 0) {
            lines.add(style.faint("and %s on which nothing is done now".formatted(Words.count(left, "node"))));
        }
        now.waits().stream()
                .limit(FRAME / 2)
                .forEach(wait ->
                        lines.add(Words.cut("  " + wait.lines().findFirst().orElse(""), size.columns())));
        return lines;
    }

    private List<NodeRow> rows(List<NodeRow> all) {
        var most = Math.max(1, size.rows() - FRAME);
        if (all.size() <= most) {
            return all;
        }
        return all.stream()
                .filter(node -> !node.state().equals("pending") && !node.state().equals("done"))
                .limit(most)
                .toList();
    }
}
