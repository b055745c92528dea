package dev.windlass.kubernetes.judgement;

import dev.windlass.core.cluster.Workload;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a drain is about to take away, written on the node before the first eviction: an executor that takes over a half-done drain
 * would otherwise not know what was there. Form: the upgrade, then KIND/NAMESPACE/NAME=AVAILABLE, separated by spaces.
 */
public record TakenWorkloads(UpgradeId upgrade, List<Workload> workloads) {
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z]+)/([^/= ]+)/([^/= ]+)=([0-9]{1,9})");

    public TakenWorkloads {
        workloads = workloads.stream().limit(Finding.Drained.MOST).toList();
    }

    public String text() {
        return Stream.concat(
                        Stream.of(upgrade.text()),
                        workloads.stream()
                                .map(workload -> "%s/%s/%s=%d"
                                        .formatted(
                                                workload.kind(),
                                                workload.namespace(),
                                                workload.name(),
                                                workload.available())))
                .collect(Collectors.joining(" "));
    }

    /** Empty when the text was written by another upgrade. */
    public static Optional<TakenWorkloads> parse(String text, UpgradeId upgrade) {
        var parts = text.split(" ", -1);
        if (!parts[0].equals(upgrade.text())) {
            return Optional.empty();
        }
        return Optional.of(new TakenWorkloads(
                upgrade,
                Stream.of(parts)
                        .skip(1)
                        .map(ENTRY::matcher)
                        .filter(matcher -> matcher.matches())
                        .map(matcher -> new Workload(
                                matcher.group(2),
                                matcher.group(1),
                                matcher.group(3),
                                Integer.parseInt(matcher.group(4))))
                        .toList()));
    }
}
