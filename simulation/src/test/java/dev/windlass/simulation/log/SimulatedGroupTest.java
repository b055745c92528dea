package dev.windlass.simulation.log;

/** The contract, held against the simulation. */
class SimulatedGroupTest extends GroupContract {
    @Override
    LogUnderTest log() {
        return new SimulatedLog(4711, LogObserver.NONE);
    }
}
