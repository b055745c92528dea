package dev.windlass.simulation.log;

import java.time.Duration;
import java.time.Instant;

/**
 * What goes wrong with a simulated log. Each fault begins when it is called and ends by itself. Processes are named as in {@link
 * SimulatedKafka#brokers}, before or after they exist; a fault outlives a restart of the process. Thread-safe.
 */
public final class LogFaults {
    private final SimulatedKafka kafka;
    /** How often all was healed: a storm ends with that. */
    private volatile int healed;

    LogFaults(SimulatedKafka kafka) {
        this.kafka = kafka;
    }

    /** No request of this process arrives. Where that lasts longer than its sessions, its members are replaced. */
    public void away(String process, Instant until) {
        synchronized (kafka) {
            kafka.network(process).cut(kafka.now(), kafka.at(until));
            kafka.silent(process);
        }
    }

    /** No broker is there. Nobody's session ends meanwhile. */
    public void away(Instant until) {
        synchronized (kafka) {
            kafka.everybody().cut(kafka.now(), kafka.at(until));
        }
    }

    /** As {@link #away(Instant)}, and all members have to join anew afterwards, as with a broker that was alone and restarts. */
    public void restart(Instant until) {
        away(until);
        var before = healed;
        kafka.timeline().after(Duration.between(kafka.timeline().instant(), until), () -> {
            if (healed == before) {
                synchronized (kafka) {
                    kafka.groups().forEach(ConsumerGroup::rebalance);
                }
            }
        });
    }

    /** What this process asks for happens, but it is not told; its clients ask again after their request timeouts. */
    public void loseAnswers(String process, Instant until) {
        synchronized (kafka) {
            kafka.network(process).loseAnswers(kafka.at(until));
        }
    }

    /** As {@link #loseAnswers(String, Instant)}, for all. */
    public void loseAnswers(Instant until) {
        synchronized (kafka) {
            kafka.everybody().loseAnswers(kafka.at(until));
        }
    }

    /** Each request of this process takes longer by so much. */
    public void slow(String process, Duration by, Instant until) {
        synchronized (kafka) {
            kafka.network(process).slow(by.toNanos(), kafka.at(until));
        }
    }

    /** The brokers' disks are full: whatever is to be written is refused with an error that clients try again after. */
    public void full(Instant until) {
        synchronized (kafka) {
            kafka.refuseWrites(kafka.at(until));
        }
    }

    /**
     * For {@code hold} the brokers take records and acknowledge none; then they restart without these, which takes {@code away}.
     * Nobody has seen what is lost but its producers, who send it again.
     */
    public void loseTail(Duration hold, Duration away) {
        synchronized (kafka) {
            kafka.loseTail(hold, away);
        }
    }

    /** All members of a group have to join anew. */
    public void rebalance(String group) {
        synchronized (kafka) {
            kafka.group(group).rebalance();
        }
    }

    /** One {@link #rebalance} after the other. */
    public void rebalance(String group, Duration every, Instant until) {
        storm(group, every, until, healed);
    }

    private void storm(String group, Duration every, Instant until, int before) {
        rebalance(group);
        kafka.timeline().after(every, () -> {
            if (healed == before && kafka.timeline().instant().isBefore(until)) {
                storm(group, every, until, before);
            }
        });
    }

    /**
     * The group's coordinator moves to a broker that knows nothing of it: its members have to join anew, and the next owners of its
     * partitions begin at the beginning.
     */
    public void forgetOffsets(String group) {
        synchronized (kafka) {
            kafka.group(group).offsets().forget();
            kafka.group(group).loseMembers();
        }
    }

    /** As {@link #forgetOffsets}, but that broker knows older offsets: so many records are read again. */
    public void offsetsBack(String group, int records) {
        synchronized (kafka) {
            kafka.group(group).offsets().goBack(records);
            kafka.group(group).loseMembers();
        }
    }

    /** What lasts ends now. */
    public void heal() {
        synchronized (kafka) {
            healed++;
            kafka.heal();
        }
    }
}
