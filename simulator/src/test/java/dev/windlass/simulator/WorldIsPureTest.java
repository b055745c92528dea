package dev.windlass.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;

/** The same seed and the same times must give the same world, on every machine. */
@AnalyzeClasses(packages = "dev.windlass.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
final class WorldIsPureTest {
    @ArchTest
    static final ArchRule shouldNotLookAtClocks = noClasses()
            .that()
            .resideInAPackage("..world..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule shouldNotHaveThreadsOrInputAndOutput = noClasses()
            .that()
            .resideInAPackage("..world..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio.file..", "java.net..", "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule shouldHaveOneOrderAndOneSourceOfChance = noClasses()
            .that()
            .resideInAPackage("..world..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(HashMap.class, HashSet.class, Random.class);

    @ArchTest
    static final ArchRule shouldKnowNeitherSshNorHttp = noClasses()
            .that()
            .resideInAPackage("..world..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..simulator.live..", "..simulator.ssh..", "..simulator.api..", "tools.jackson..");
}
