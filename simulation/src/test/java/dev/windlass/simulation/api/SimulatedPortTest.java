package dev.windlass.simulation.api;

/** The contract in virtual time. */
class SimulatedPortTest extends ClusterApiContract {
    @Override
    ContractCluster cluster() {
        return new VirtualCluster();
    }
}
