package dev.windlass.executor.node;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records that runs leave on a node: its memory of outcomes, their output, and what was saved. They would grow for ever. */
public final class OldRuns {
    /** Far longer than any attempt is asked about again, and long enough to look at what happened. */
    static final int KEPT_DAYS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(OldRuns.class);

    private OldRuns() {}

    /** Removes those that are old, as well as that goes: nothing depends on it, and the next visit tries again. */
    public static void prune(NodeProtocol protocol, NodeEndpoint node) throws InterruptedException {
        switch (protocol.prune(node, KEPT_DAYS)) {
            case NodeReply.Answered<List<String>> removed -> {
                if (!removed.answer().isEmpty()) {
                    LOG.info(
                            "removed {} records on {} of runs that ended more than {} days ago",
                            removed.answer().size(),
                            node.node(),
                            KEPT_DAYS);
                }
            }
            case NodeReply.Refused<List<String>> refused ->
                LOG.warn("old runs on {} are kept: {}", node.node(), refused.reason());
            case NodeReply.Unreachable<List<String>> unreachable ->
                LOG.warn("old runs on {} are kept: {}", node.node(), unreachable.reason());
        }
    }
}
