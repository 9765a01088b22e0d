package ee.tasks.jars;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, in all jars. */
class ArchitectureTest {

    /** Those that users may use. All others are internal and change without notice. */
    static final String[] PUBLIC = {
        "ee.tasks",
        "ee.tasks.admin",
        "ee.tasks.event",
        "ee.tasks.function",
        "ee.tasks.schedule",
        "ee.tasks.spi",
        "ee.tasks.ejb",
        "ee.tasks.tck"
    };

    private static final String WORKER = "ee.tasks.engine.worker";

    /** Nested types that mean nothing without the type around them, and the same thing in each: ScheduleRecord.Builder. */
    private static final Set<String> NAMED_WITH_THE_TYPE_AROUND = Set.of("Builder", "Literal", "Key", "State", "Kind");

    private static final DescribedPredicate<JavaClass> IS_PUBLIC = resideInAnyPackage(PUBLIC);

    @Test
    void packagesKnowOnlyWhatIsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("api")
                .definedBy("ee.tasks", "ee.tasks.admin", "ee.tasks.event", "ee.tasks.function", "ee.tasks.schedule")
                .layer("spi")
                .definedBy("ee.tasks.spi")
                .layer("text")
                .definedBy("ee.tasks.engine.text")
                .layer("config")
                .definedBy("ee.tasks.config")
                .layer("json")
                .definedBy("ee.tasks.engine.json")
                .layer("recurrence")
                .definedBy("ee.tasks.engine.recurrence")
                .layer("limit")
                .definedBy("ee.tasks.engine.limit")
                .layer("engine")
                .definedBy("ee.tasks.engine")
                .layer("worker")
                .definedBy(WORKER)
                .layer("backend")
                .definedBy("ee.tasks.engine.backend..")
                .layer("cdi")
                .definedBy("ee.tasks.cdi")
                .layer("jpa")
                .definedBy("ee.tasks.jpa")
                .layer("ejb")
                .definedBy("ee.tasks.ejb")
                .whereLayer("text")
                .mayNotAccessAnyLayer()
                .whereLayer("cdi")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("jpa")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("ejb")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("backend")
                .mayOnlyBeAccessedByLayers("cdi")
                .whereLayer("worker")
                .mayOnlyBeAccessedByLayers("cdi", "backend")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("cdi", "backend")
                .whereLayer("recurrence")
                .mayOnlyBeAccessedByLayers("cdi", "engine", "worker")
                .whereLayer("limit")
                .mayOnlyBeAccessedByLayers("cdi", "config", "engine")
                .whereLayer("text")
                .mayOnlyBeAccessedByLayers("engine", "recurrence", "json", "worker", "backend", "config", "cdi")
                .whereLayer("json")
                .mayOnlyBeAccessedByLayers("cdi", "engine")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("cdi")
                .whereLayer("spi")
                .mayOnlyBeAccessedByLayers(
                        "json", "recurrence", "limit", "engine", "worker", "backend", "cdi", "jpa", "ejb")
                .check(Library.CLASSES);
    }

    /** But for static factories of an interface, which know what they make. Packages know each other one way, see above. */
    @ParameterizedTest
    @MethodSource("packages")
    void typesOfAPackageKnowEachOtherOneWay(String name) {
        slices().assignedFrom(new OneForEachType())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(name("ee.tasks.TaskInvocation"), name("ee.tasks.ResolvedInvocation"))
                .check(Library.CLASSES.that(resideInAPackage(name)));
    }

    /** Two districts of the worker, whose package says why they have none of their own. */
    @ParameterizedTest
    @MethodSource("districts")
    void aDistrictOfTheWorkerHasOneDoorAndKnowsNoClaims(District district) {
        assertThat(Library.CLASSES.stream().filter(resideInAPackage(WORKER)).map(type -> type.getSimpleName()))
                .containsAll(district.behindTheDoor())
                .contains(district.door())
                .containsAll(District.SHARED);
        classes()
                .that(district.isIn())
                .should()
                .onlyDependOnClassesThat(
                        district.isIn().or(District.named(District.SHARED)).or(not(resideInAPackage(WORKER))))
                .check(Library.CLASSES);
        noClasses()
                .that(not(district.isIn()))
                .should()
                .dependOnClassesThat(District.named(district.behindTheDoor()))
                .check(Library.CLASSES);
    }

    static Stream<District> districts() {
        return Stream.of(
                new District(
                        "Scheduler",
                        Set.of("TickWatch", "OwnTickWatch", "TimerTickWatch", "TickPage", "FailingSchedules", "Said")),
                new District("Upkeep", Set.of("Rescuer", "Settler", "Pruner")));
    }

    /** Some types of the worker's package, of which the others know the door alone. */
    record District(String door, Set<String> behindTheDoor) {

        static final Set<String> SHARED = Set.of(
                "Site",
                "Signals",
                "Signal",
                "News",
                "Outage",
                "Tally",
                "Ticker",
                "Backoff",
                "Poll",
                "Round",
                "ServerTimers",
                "WorkerMessage",
                "WorkerSettings",
                "Housekeeping",
                "Scheduling",
                "Heartbeat",
                "Node",
                "Notices");

        DescribedPredicate<JavaClass> isIn() {
            return named(behindTheDoor).or(named(Set.of(door)));
        }

        /** With their nested types. */
        static DescribedPredicate<JavaClass> named(Set<String> names) {
            return describe(
                    "are " + names,
                    type -> type.getPackageName().equals(WORKER)
                            && names.contains(OneForEachType.outermost(type).substring(WORKER.length() + 1)));
        }
    }

    static Stream<String> packages() {
        return Library.CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .sorted();
    }

    /** A name in a stack trace, a log or a review means one type, nested or not. */
    @Test
    void noTwoTypesShareASimpleName() {
        Map<String, List<String>> bySimpleName = Library.CLASSES_WITH_TCK.stream()
                .filter(type -> !type.isAnonymousClass()
                        && !type.getSimpleName().equals("package-info")
                        && !(type.isNestedClass() && NAMED_WITH_THE_TYPE_AROUND.contains(type.getSimpleName())))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));

        assertThat(bySimpleName).hasSizeGreaterThan(350).containsKeys("TaskStoreContract", "JpaTaskStore", "Retrying");
        assertThat(bySimpleName.values()).filteredOn(names -> names.size() > 1).isEmpty();
    }

    @Test
    void whatIsPublicMentionsNothingInternal() {
        assertThat(Library.CLASSES.stream()
                        .filter(IS_PUBLIC)
                        .filter(ArchitectureTest::isVisible)
                        .flatMap(ArchitectureTest::mentions))
                .hasSizeGreaterThan(1_000)
                .filteredOn(mentioned -> mentioned.getPackageName().startsWith("ee.tasks"))
                .allMatch(mentioned -> IS_PUBLIC.test(mentioned) && isVisible(mentioned));
    }

    /** Its suites are made of types that are its own; what they mention of others, their authors may use. */
    @Test
    void theTckMentionsNothingInternalOfOthers() {
        assertThat(Library.CLASSES_WITH_TCK.stream()
                        .filter(resideInAPackage("ee.tasks.tck"))
                        .flatMap(ArchitectureTest::mentions))
                .hasSizeGreaterThan(100)
                .filteredOn(mentioned -> mentioned.getPackageName().startsWith("ee.tasks"))
                .allMatch(IS_PUBLIC);
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** The types in the signatures that users see of this one. */
    private static Stream<JavaClass> mentions(JavaClass type) {
        return Stream.of(
                        type.getRawSuperclass().stream(),
                        type.getRawInterfaces().stream(),
                        type.getFields().stream()
                                .filter(ArchitectureTest::isSeen)
                                .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream()),
                        type.getCodeUnits().stream()
                                .filter(ArchitectureTest::isSeen)
                                .flatMap(method -> Stream.of(
                                                method.getReturnType().getAllInvolvedRawTypes().stream(),
                                                method.getParameterTypes().stream()
                                                        .flatMap(each -> each.getAllInvolvedRawTypes().stream()),
                                                method.getExceptionTypes().stream())
                                        .flatMap(each -> each)))
                .flatMap(each -> each)
                .map(JavaClass::getBaseComponentType);
    }

    private static boolean isSeen(JavaMember member) {
        return isVisible(member.getModifiers());
    }

    @Test
    void theContainerStaysAtTheEdge() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "ee.tasks.engine..",
                        "ee.tasks.config",
                        "ee.tasks.admin",
                        "ee.tasks.event",
                        "ee.tasks.function",
                        "ee.tasks.schedule")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.enterprise..",
                        "jakarta.inject..",
                        "jakarta.interceptor..",
                        "jakarta.transaction..",
                        "javax.naming..")
                .check(Library.CLASSES);
    }

    @Test
    void onlyTheStoreKnowsADatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage("ee.tasks.jpa")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..")
                .check(Library.CLASSES);
    }

    @Test
    void oneClassReadsTheConfiguration() {
        classes()
                .that()
                .haveSimpleNameNotStartingWith("TasksConfig")
                .and()
                .haveSimpleNameNotStartingWith("TasksExtension")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.eclipse.microprofile.config..")
                .check(Library.CLASSES);
    }

    /** Nested types belong to the type around them. */
    private static final class OneForEachType implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(outermost(type));
        }

        static String outermost(JavaClass type) {
            return type.getName().replaceFirst("\\$.*", "");
        }

        @Override
        public String getDescription() {
            return "types";
        }
    }
}
