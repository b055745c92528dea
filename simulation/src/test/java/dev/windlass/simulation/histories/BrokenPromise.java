package dev.windlass.simulation.histories;

/** Something that must hold at every event did not. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String promise;
    private final String where;

    BrokenPromise(String promise, String where) {
        super(promise + ", at " + where);
        this.promise = promise;
        this.where = where;
    }

    String promise() {
        return promise;
    }

    String where() {
        return where;
    }
}
