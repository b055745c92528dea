package dev.windlass.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

/**
 * The core decides, and does nothing else: replaying history and running live are the same code only while nothing in it
 * reads a clock, draws a random number, or reaches a file, the network or a thread.
 */
@AnalyzeClasses(packages = "dev.windlass.core", importOptions = DoNotIncludeTests.class)
class CoreArchitectureTest {
    private static final Set<String> VALUES = Set.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.nio.charset",
            "java.security",
            "java.time",
            "java.time.format",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "org.jspecify.annotations");

    /** Classes of those packages that know about the world, or answer differently each time they are asked. */
    private static final Set<String> WORLD = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.security.SecureRandom",
            "java.time.Clock",
            "java.util.Random",
            "java.util.Scanner",
            "java.util.SplittableRandom",
            "java.util.Timer");

    private static final Map<String, Set<String>> UNREPEATABLE = Map.of(
            "now", Set.of("java.time.Instant", "java.time.LocalDate", "java.time.LocalDateTime", "java.time.LocalTime"),
            "randomUUID", Set.of("java.util.UUID"),
            "random", Set.of("java.lang.Math"),
            "shuffle", Set.of("java.util.Collections"),
            "parallelStream", Set.of("java.util.Collection", "java.util.List", "java.util.Set"),
            "identityHashCode", Set.of("java.lang.System"));

    @ArchTest
    static final ArchRule shouldDependOnValuesOnly = classes()
            .should()
            .onlyDependOnClassesThat(describe(
                    "are values of the core or of java.base",
                    type -> isCore(type) || isValue(type) || type.isPrimitive() || type.isArray()))
            .because("frameworks, input and output belong around the core");

    @ArchTest
    static final ArchRule shouldAnswerTheSameEachTime = noClasses()
            .should()
            .callCodeUnitWhere(unrepeatable())
            .because("a replay must give what the live run gave: times and names come in with the input");

    private static boolean isCore(JavaClass type) {
        return type.getPackageName().startsWith("dev.windlass.core");
    }

    private static boolean isValue(JavaClass type) {
        return type.getName().equals("java.io.Serializable")
                || type.getName().equals("java.io.Serial")
                || (VALUES.contains(type.getPackageName()) && !WORLD.contains(type.getName()));
    }

    private static DescribedPredicate<JavaCall<?>> unrepeatable() {
        return describe("answers differently each time", call -> {
            CodeUnitCallTarget target = call.getTarget();
            return UNREPEATABLE
                    .getOrDefault(target.getName(), Set.of())
                    .contains(target.getOwner().getName());
        });
    }
}
