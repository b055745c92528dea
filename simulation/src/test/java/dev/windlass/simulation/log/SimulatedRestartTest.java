package dev.windlass.simulation.log;

/** The contract, held against the simulation. */
class SimulatedRestartTest extends RestartContract {
    @Override
    LogUnderTest log() {
        return new SimulatedLog(Long.getLong("windlass.seed", 4711), LogObserver.NONE);
    }
}
