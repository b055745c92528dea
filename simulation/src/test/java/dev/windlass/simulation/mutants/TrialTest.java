package dev.windlass.simulation.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.core.cluster.MinorVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What becomes of a mutant, seen with campaigns that use a few of the product's classes only. */
final class TrialTest {
    private static final String VERSION = "core/src/main/java/dev/windlass/core/cluster/MinorVersion.java";
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Limits LIMITS = new Limits(0, 100, Duration.ofSeconds(30), LONG);

    /** Two minors of a seed, of which the greater must be above the other. */
    static final class VersionsCampaign implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            var low = new MinorVersion(1, (int) seed);
            return low.next().above(low) == 1 || seed < 7 ? "" : "V1 NextIsAbove";
        }
    }

    /** Does not look at the product. */
    static final class BlindCampaign implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            return "";
        }
    }

    @Test
    void shouldCountTheSeedsUntilAnInvariantBreaks() throws Exception {
        var wrong = edit("return minor - other.minor;", "return minor + other.minor;");
        assertThat(fate(wrong, VersionsCampaign.class)).isEqualTo(new Fate.Killed("V1 NextIsAbove", 8));
    }

    @Test
    void shouldLeaveTheProductOfTheTestsAsItIs() throws Exception {
        fate(edit("return minor - other.minor;", "return 0;"), VersionsCampaign.class);
        assertThat(new MinorVersion(1, 31).above(new MinorVersion(1, 30))).isEqualTo(1);
    }

    @Test
    void shouldPassTheProductAsItIs() throws Exception {
        assertThat(Trial.of(Map.of(), VersionsCampaign.class.getName(), LIMITS, System.nanoTime() + LONG.toNanos()))
                .isEqualTo(new Fate.Survived(100, false));
    }

    @Test
    void shouldSayWhatThrows() throws Exception {
        var wrong = edit("return minor - other.minor;", "throw new IllegalStateException(\"no\");");
        assertThat(fate(wrong, VersionsCampaign.class))
                .isEqualTo(new Fate.Threw("java.lang.IllegalStateException: no", 1));
    }

    @Test
    void shouldSayWhatDoesNotEnd() throws Exception {
        var wrong = edit(
                "return minor - other.minor;",
                "while (minor >= 5 && !Thread.currentThread().isInterrupted()) { Thread.onSpinWait(); }\nreturn 1;");
        var limits = new Limits(0, 100, Duration.ofSeconds(2), LONG);
        assertThat(fate(wrong, VersionsCampaign.class, limits)).isEqualTo(new Fate.Hung(5));
    }

    @Test
    void shouldSayWhatNobodySaw() throws Exception {
        var harmless = edit("return minor - other.minor;", "return minor + 0 - other.minor;");
        assertThat(fate(harmless, VersionsCampaign.class)).isEqualTo(new Fate.Survived(100, true));
        assertThat(fate(harmless, BlindCampaign.class)).isEqualTo(new Fate.Survived(100, false));
    }

    @Test
    void shouldStopWhenTimeIsOver() throws Exception {
        var limits = new Limits(0, 100, Duration.ofSeconds(30), Duration.ZERO);
        assertThat(fate(edit("minor + 1", "minor + 2"), VersionsCampaign.class, limits))
                .isEqualTo(new Fate.OutOfTime(0));
    }

    @Test
    void shouldLoadAllOfWindlassAnewAndNothingElse() throws Exception {
        var loader = new MutantLoader(Map.of());
        assertThat(loader.loadClass(MinorVersion.class.getName())).isNotSameAs(MinorVersion.class);
        assertThat(loader.loadClass("org.apache.kafka.clients.producer.ProducerRecord"))
                .isSameAs(org.apache.kafka.clients.producer.ProducerRecord.class);
    }

    @Test
    void shouldRefuseWhatIsNoCampaign() {
        assertThatThrownBy(() -> new MutantLoader(Map.of()).campaign("dev.windlass.Nothing"))
                .hasMessageContaining("dev.windlass.Nothing is no campaign");
    }

    @Test
    void shouldComplainOfWhatIsNotFoundAndOfWhatIsFoundAgainstTheList() {
        var mutant = edit("minor + 1", "minor + 2");
        var invisible = new Mutant(
                "i", VERSION, "minor + 1", "minor + 1 + 0", "", List.of("S7"), Optional.of("equal"), Optional.empty());
        var killed = new Fate.Killed("S7", 3);
        var survived = new Fate.Survived(100, true);
        assertThat(MutantsTest.complaints(Map.of(mutant, killed, invisible, survived)))
                .isEmpty();
        assertThat(MutantsTest.complaints(Map.of(mutant, survived)))
                .containsExactly("version: survives (100 seeds; expected by S7)");
        assertThat(MutantsTest.complaints(Map.of(invisible, killed)))
                .containsExactly("i: S7 (3 seeds; the list says that nothing can see it)");
        assertThat(MutantsTest.complaints(Map.of(invisible, new Fate.OutOfTime(1))))
                .hasSize(1);
    }

    @Test
    void shouldFindMistakesOfTheStateMachineInItsRandomHistories() throws Exception {
        var promises = Map.of(
                "passes-over-the-gate", "no node goes back into service before its gate",
                "puts-control-planes-back", "a control plane never goes back",
                "answers-a-request-twice", "a request published twice has no effect twice");
        var seen = new ConcurrentHashMap<String, Fate>();
        var fates = Trials.of(
                promises.keySet().stream().map(MutantList::named).toList(),
                StateMachineCampaign.class.getName(),
                mutant -> List.of(LIMITS),
                (mutant, fate) -> seen.put(mutant.name(), fate));
        fates.forEach((mutant, fate) -> {
            assertThat(fate).isInstanceOf(Fate.Killed.class).isEqualTo(seen.get(mutant.name()));
            assertThat(fate.words()).isEqualTo(promises.get(mutant.name()));
        });
        assertThat(fates).hasSameSizeAs(promises);
    }

    @Test
    void shouldRunProcessesInVirtualTimeWithTheRealCodec() throws Exception {
        var asItIs = Trial.of(Map.of(), SnapshotCampaign.class.getName(), LIMITS, System.nanoTime() + LONG.toNanos());
        assertThat(asItIs).isEqualTo(new Fate.Survived(100, false));
        assertThat(fate(MutantList.named("restores-without-requests"), SnapshotCampaign.class))
                .isEqualTo(new Fate.Killed("S12 Same", 1));
    }

    private static Mutant edit(String find, String put) {
        return new Mutant("version", VERSION, find, put, "", List.of("S7"), Optional.empty(), Optional.empty());
    }

    private static Fate fate(Mutant mutant, Class<?> campaign) throws Exception {
        return fate(mutant, campaign, LIMITS);
    }

    private static Fate fate(Mutant mutant, Class<?> campaign, Limits limits) throws Exception {
        try (var compilation = new Compilation()) {
            var end = System.nanoTime() + limits.all().toNanos();
            return Trial.of(compilation.of(mutant), campaign.getName(), limits, end);
        }
    }
}
