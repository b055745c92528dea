package dev.windlass.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may know what. */
@AnalyzeClasses(packages = "dev.windlass", importOptions = DoNotIncludeTests.class)
class ModuleArchitectureTest {
    private static final String FABRIC8 = "io.fabric8..";
    private static final String KAFKA = "org.apache.kafka..";
    private static final String MICRONAUT = "io.micronaut..";
    private static final String SSH = "net.schmizz..";

    @ArchTest
    static final ArchRule shouldHaveNoCyclesBetweenPackages =
            slices().matching("dev.windlass.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldKeepTheFrameworkInTheServices = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.windlass.service..",
                    "dev.windlass.planner..",
                    "dev.windlass.executor..",
                    "dev.windlass.validator..",
                    "dev.windlass.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MICRONAUT)
            .because("what the services share must be usable, and tested, without a container of beans");

    @ArchTest
    static final ArchRule shouldReachThePlannerOverHttpOnly = noClasses()
            .that()
            .resideInAPackage("dev.windlass.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    KAFKA,
                    FABRIC8,
                    SSH,
                    MICRONAUT,
                    "dev.windlass.planner..",
                    "dev.windlass.executor..",
                    "dev.windlass.validator..",
                    "dev.windlass.runtime..",
                    "dev.windlass.kubernetes..")
            .because("the command line is one more client of the planner's HTTP API");

    @ArchTest
    static final ArchRule shouldKeepThePlannerAwayFromClusters = noClasses()
            .that()
            .resideInAPackage("dev.windlass.planner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FABRIC8, SSH, "dev.windlass.kubernetes..", "dev.windlass.simulator..")
            .because("the planner decides from events; executors act and validators look");

    @ArchTest
    static final ArchRule shouldNotLetTheValidatorAct = noClasses()
            .that()
            .resideInAPackage("dev.windlass.validator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SSH, "dev.windlass.executor..", "dev.windlass.planner..")
            .because("who acts must not be who judges");

    @ArchTest
    static final ArchRule shouldKeepTheExecutorAwayFromTheOtherServices = noClasses()
            .that()
            .resideInAPackage("dev.windlass.executor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.windlass.planner..", "dev.windlass.validator..")
            .because("services meet on topics only");

    @ArchTest
    static final ArchRule shouldKeepTheSimulatedClusterApartFromWhatTalksToIt = noClasses()
            .that()
            .resideInAPackage("dev.windlass.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.windlass.kubernetes..",
                    "dev.windlass.runtime..",
                    "dev.windlass.planner..",
                    "dev.windlass.executor..",
                    "dev.windlass.validator..",
                    "dev.windlass.simulation..",
                    FABRIC8)
            .because("a world that shared the product's code would share its mistakes");

    @ArchTest
    static final ArchRule shouldNotKnowThatItIsSimulated = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.windlass.core..",
                    "dev.windlass.clockwork..",
                    "dev.windlass.runtime..",
                    "dev.windlass.kubernetes..",
                    "dev.windlass.service..",
                    "dev.windlass.planner..",
                    "dev.windlass.executor..",
                    "dev.windlass.validator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.windlass.simulation..", "dev.windlass.simulator..")
            .because("a simulation takes the product's ports, and the product as it is");

    @ArchTest
    static final ArchRule shouldKeepKafkasServerBehindTheBroker = noClasses()
            .that()
            .resideOutsideOfPackage("dev.windlass.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..", "scala..")
            .because("Kafka promises nothing about its server classes");

    @ArchTest
    static final ArchRule shouldLetOnlyTheStandaloneProgramRunASimulation = noClasses()
            .that()
            .resideOutsideOfPackages("dev.windlass.simulation..", "dev.windlass.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.windlass.simulation..")
            .because("what runs in a simulated world must be what runs in the real one");

    @ArchTest
    static final ArchRule shouldAlwaysVerifyHostKeys = noClasses()
            .should()
            .dependOnClassesThat()
            .haveSimpleName("PromiscuousVerifier")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("AcceptAllServerKeyVerifier")
            .because("there is no switch to turn that off");

    @ArchTest
    static final ArchRule shouldNotSleep =
            noClasses().should().callMethod(Thread.class, "sleep", long.class).because("a wait is for a condition");

    @ArchTest
    static final ArchRule shouldLogThroughSlf4j = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "ch.qos.logback..");
}
