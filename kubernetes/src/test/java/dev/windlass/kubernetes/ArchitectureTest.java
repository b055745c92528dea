package dev.windlass.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** A simulator judges with the same functions, so they must not look at a clock or a cluster by themselves. */
@AnalyzeClasses(packages = "dev.windlass.kubernetes", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JUDGEMENT = "..judgement..";

    @ArchTest
    static final ArchRule judgementTouchesNothing = noClasses()
            .that()
            .resideInAPackage(JUDGEMENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.windlass.kubernetes",
                    "dev.windlass.kubernetes.api",
                    "io.fabric8.kubernetes.client",
                    "io.fabric8.kubernetes.client.http..",
                    "java.io..",
                    "java.net..",
                    "java.nio..",
                    "java.util.concurrent..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule judgementHasNoClock = noClasses()
            .that()
            .resideInAPackage(JUDGEMENT)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule actionsReadThroughTheApi = noClasses()
            .that()
            .resideInAPackage("dev.windlass.kubernetes")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client.http..", "java.net..");
}
