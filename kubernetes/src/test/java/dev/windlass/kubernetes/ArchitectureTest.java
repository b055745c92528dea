package dev.windlass.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

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

    /** A simulation brings its own time and threads. */
    @ArchTest
    static final ArchRule timeAndThreadsComeFromTheClockwork = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "ofPlatform")
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callMethod(CompletableFuture.class, "get", long.class, TimeUnit.class)
            .orShould()
            .callMethod(Condition.class, "awaitNanos", long.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Executors.class, Timer.class, ForkJoinPool.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ScheduledExecutorService.class);

    @ArchTest
    static final ArchRule actionsKnowThePortOnly = noClasses()
            .that()
            .resideInAPackage("dev.windlass.kubernetes")
            .and()
            .doNotHaveSimpleName("KubernetesActions")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("KubeconfigClients");

    /** Where it could reach an effect, it would differ from one process to the next. */
    @ArchTest
    static final ArchRule nothingIsInAHashesOrder = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(HashMap.class, HashSet.class, ConcurrentHashMap.class);
}
