package dev.windlass.core.cluster;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The order in which people count nodes: w2 before w10. */
final class NaturalOrder {
    static final Comparator<NodeName> OF_NODES = (left, right) -> {
        var byRuns = compare(left.text(), right.text());
        return byRuns != 0 ? byRuns : left.compareTo(right);
    };

    private static final Pattern RUNS = Pattern.compile("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");

    private NaturalOrder() {}

    private static int compare(String left, String right) {
        var lefts = RUNS.split(left);
        var rights = RUNS.split(right);
        for (var i = 0; i < Math.min(lefts.length, rights.length); i++) {
            var order = compareRun(lefts[i], rights[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lefts.length, rights.length);
    }

    private static int compareRun(String left, String right) {
        if (!Character.isDigit(left.charAt(0)) || !Character.isDigit(right.charAt(0))) {
            return left.compareTo(right);
        }
        var byLength =
                Integer.compare(significant(left).length(), significant(right).length());
        return byLength != 0 ? byLength : significant(left).compareTo(significant(right));
    }

    private static String significant(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }
}
