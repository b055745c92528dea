package dev.windlass.simulation.world;

import dev.windlass.core.request.RequestId;
import dev.windlass.simulation.scenario.Ask;
import dev.windlass.simulation.time.VirtualTime;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Who asks for what is left to do when everything is healed: each time with an id of its own. */
final class PatientPerson {
    private final VirtualTime time;
    private final BooleanSupplier broken;
    private final Consumer<Ask> publish;
    private int asked;

    PatientPerson(VirtualTime time, BooleanSupplier broken, Consumer<Ask> publish) {
        this.time = time;
        this.broken = broken;
        this.publish = publish;
    }

    /** @param target empty for all but an upgrade */
    RequestId ask(Place place, Ask.Kind kind, String target) {
        asked++;
        var id = "%s-h%d".formatted(place.name(), asked);
        publish.accept(new Ask(time.elapsed(), place.name().text(), kind, target, id));
        return new RequestId(id);
    }

    /** Waits for the answer: before it nothing is concluded from the present state. */
    RequestId askAndWait(Place place, Ask.Kind kind, String target) {
        var id = ask(place, kind, target);
        time.runUntil(() -> broken.getAsBoolean() || RequestsAreAnswered.isAnswered(place, id), Duration.ofMinutes(2));
        return id;
    }
}
