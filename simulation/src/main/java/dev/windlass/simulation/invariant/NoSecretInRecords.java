package dev.windlass.simulation.invariant;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** S16: no secret that the world holds appears in a record. */
final class NoSecretInRecords implements Invariant {
    /** Nodes print it in a form that a kubeadm join command has. */
    static final String CANARY = "cana17.5ecre7c0de5ecre7";

    private static final byte[] BYTES = CANARY.getBytes(StandardCharsets.UTF_8);

    @Override
    public String name() {
        return "S16 NoSecretInRecords";
    }

    @Override
    public Optional<String> written(String topic, byte[] bytes) {
        for (var from = 0; from <= bytes.length - BYTES.length; from++) {
            if (bytes[from] == BYTES[0] && matches(bytes, from)) {
                return Optional.of("a secret stands in a record of " + topic);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(byte[] bytes, int from) {
        for (var i = 1; i < BYTES.length; i++) {
            if (bytes[from + i] != BYTES[i]) {
                return false;
            }
        }
        return true;
    }
}
