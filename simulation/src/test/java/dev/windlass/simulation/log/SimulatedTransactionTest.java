package dev.windlass.simulation.log;

/** The contract, held against the simulation. */
class SimulatedTransactionTest extends TransactionContract {
    @Override
    LogUnderTest log() {
        return new SimulatedLog(Long.getLong("windlass.seed", 4711), LogObserver.NONE);
    }
}
