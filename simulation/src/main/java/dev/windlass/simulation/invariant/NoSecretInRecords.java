package dev.windlass.simulation.invariant;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** S16: no secret that nodes print appears in a record. */
public final class NoSecretInRecords implements Invariant {
    private static final String CANARY = "cana17.5ecre7c0de5ecre7";
    /** What simulated nodes print: a kubeadm join command with its token. */
    public static final String PRINTED = "kubeadm join 10.0.0.1:6443 --token " + CANARY;

    @Override
    public String name() {
        return "S16 NoSecretInRecords";
    }

    @Override
    public Optional<String> written(String topic, byte[] bytes) {
        // As text of one byte for each letter: the JDK's own search is many times faster than a loop over the bytes.
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(CANARY)
                ? Optional.of("a secret stands in a record of " + topic)
                : Optional.empty();
    }
}
