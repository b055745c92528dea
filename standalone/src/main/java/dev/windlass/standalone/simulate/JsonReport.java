package dev.windlass.standalone.simulate;

import dev.windlass.cli.client.Json;
import dev.windlass.simulation.run.CampaignResult;
import java.io.PrintStream;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** For programs: one document at the end. Times are in seconds. */
final class JsonReport implements Report {
    private static final double MILLIS = 1_000.0;

    private final PrintStream out;
    private final ObjectNode root = Json.object();

    JsonReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ran(CampaignResult result) {
        root.put("first", result.first())
                .put("seeds", result.seeds())
                .put("violations", result.violations())
                .put("seedsPerSecond", Math.round(result.perSecond() * 10) / 10.0)
                .put("seconds", result.took().toMillis() / MILLIS)
                .put("events", result.events())
                .put("virtualSeconds", result.virtual().toMillis() / MILLIS);
        counts("sometimes", result.coverage().sometimes());
        counts("transitions", result.coverage().transitions());
        var missing = root.putArray("missing");
        result.missing().forEach(missing::add);
    }

    private void counts(String name, Map<String, Long> counts) {
        var node = root.putObject(name);
        counts.forEach(node::put);
    }

    @Override
    public void broke(Broken broken) {
        var node = root.putObject("broken")
                .put("seed", broken.seed())
                .put("invariant", broken.violation().invariant())
                .put("words", broken.violation().words())
                .put("at", broken.violation().at().toMillis() / MILLIS)
                .put("replay", broken.replay());
        var trace = node.putArray("trace");
        broken.tail().forEach(trace::add);
    }

    @Override
    public void shrunk(Shrunk shrunk) {
        var node = root.putObject("shrunk");
        if (shrunk.runs() > 0) {
            node.put("faultsBefore", shrunk.faultsBefore())
                    .put("faults", shrunk.faults())
                    .put("runs", shrunk.runs());
        }
        shrunk.file()
                .ifPresent(saved -> node.put("file", saved.path().toString()).put("replay", saved.replay()));
        if (!shrunk.trouble().isEmpty()) {
            node.put("trouble", shrunk.trouble());
        }
    }

    @Override
    public void end() {
        out.println(Json.pretty(root));
        out.flush();
    }
}
