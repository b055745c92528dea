package dev.windlass.simulation.world;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.executor.ExecutorWork;
import dev.windlass.kubernetes.KubernetesActions;
import dev.windlass.kubernetes.Timing;
import dev.windlass.runtime.config.WindlassConfig;
import dev.windlass.runtime.topics.Brokers;
import dev.windlass.runtime.work.StepWork;
import dev.windlass.simulation.api.Caller;
import dev.windlass.simulation.api.SimulatedClusterApi;
import dev.windlass.simulation.api.SimulatedClusters;
import dev.windlass.simulation.cluster.MovingCluster;
import dev.windlass.simulation.log.SimulatedKafka;
import dev.windlass.simulation.scenario.Fleet;
import dev.windlass.simulation.ssh.SimulatedSsh;
import dev.windlass.simulation.time.SimulatedProcess;
import dev.windlass.simulation.time.VirtualTime;
import dev.windlass.validator.ValidatorWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** All instances of the three services, and what each process of theirs is given. */
final class Services implements Service.Surroundings {
    private final VirtualTime time;
    private final SimulatedKafka kafka;
    private final Places places;
    private final Crossings crossings;
    private final Chances chances;
    private final WindlassConfig config;
    private final Ways ways;
    private final List<Service> services = new ArrayList<>();
    private final SequencedSet<SimulatedProcess> processes = new LinkedHashSet<>();

    Services(
            VirtualTime time,
            SimulatedKafka kafka,
            Places places,
            Crossings crossings,
            Chances chances,
            WindlassConfig config) {
        this.time = time;
        this.kafka = kafka;
        this.places = places;
        this.crossings = crossings;
        this.chances = chances;
        this.config = config;
        this.ways = new Ways(time);
    }

    void create(Fleet fleet) {
        create(Service.Kind.PLANNER, fleet.planners());
        create(Service.Kind.EXECUTOR, fleet.executors());
        create(Service.Kind.VALIDATOR, fleet.validators());
    }

    private void create(Service.Kind kind, int count) {
        for (var i = 0; i < count; i++) {
            join(kind);
        }
    }

    /** One more of this kind, not yet started. */
    Service join(Service.Kind kind) {
        var number = 1
                + (int) services.stream()
                        .filter(service -> service.kind() == kind)
                        .count();
        var service = new Service(kind, number, this);
        services.add(service);
        return service;
    }

    List<Service> all() {
        return List.copyOf(services);
    }

    Optional<Service> named(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    /** The name of its present process; empty when it has none. */
    Optional<String> process(Service service) {
        return service.process().map(SimulatedProcess::name);
    }

    Ways ways() {
        return ways;
    }

    // ---- fate

    void pause(Service service) {
        service.process().ifPresent(process -> {
            process.pause();
            kafka.pause(process.name());
        });
    }

    void resume(Service service) {
        service.process().ifPresent(process -> {
            kafka.resume(process.name());
            process.goOn();
        });
    }

    void skew(Service service, Duration ahead) {
        service.process().ifPresent(process -> process.skew(ahead));
    }

    void heal() {
        ways.heal();
        for (var service : services) {
            resume(service);
            skew(service, Duration.ZERO);
            service.start();
        }
    }

    /** What ended a thread of the product that nobody caught. */
    Optional<String> failure() {
        for (var process : processes) {
            if (process.hasFailed()) {
                return Optional.of(process + ": " + process.failures().getFirst());
            }
        }
        return Optional.empty();
    }

    // ---- what processes are given

    @Override
    public SimulatedProcess process(Service service, int generation) {
        var name = service.name() + "#" + generation;
        var process = new SimulatedProcess(name, time, chances.of("ids of " + name));
        processes.add(process);
        return process;
    }

    @Override
    public Brokers brokers(Service service, SimulatedProcess process) {
        return kafka.brokers(
                process.name(), process, crossings.of(service.name(), process), chances.of("log of " + process));
    }

    @Override
    public StepWork executorWork(Service service, SimulatedProcess process) {
        var clusters = new LinkedHashMap<ClusterName, MovingCluster>();
        places.all().forEach(place -> clusters.put(place.name(), place.cluster()));
        var ssh = new SimulatedSsh(
                clusters,
                time,
                process,
                chances.of("ssh of " + process),
                ways.ssh(service.name()),
                crossings.of(service.name(), process));
        return new ExecutorWork(config, ssh, kubernetes(service, process), process);
    }

    @Override
    public StepWork validatorWork(Service service, SimulatedProcess process) {
        return new ValidatorWork(kubernetes(service, process));
    }

    private KubernetesActions kubernetes(Service service, SimulatedProcess process) {
        var caller = new Caller(process, crossings.of(service.name(), process), chances.of("api calls of " + process));
        var apis = places.all().stream()
                .map(place -> new SimulatedClusterApi(place.served(), ways.api(service.name(), place.name()), caller))
                .toList();
        return new KubernetesActions(new SimulatedClusters(apis), Timing.DEFAULT, process);
    }

    @Override
    public void ended(Service service, SimulatedProcess process) {
        processes.remove(process);
        kafka.kill(process.name());
    }
}
