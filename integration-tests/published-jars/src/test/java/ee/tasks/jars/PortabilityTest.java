package ee.tasks.jars;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On this module's class path are the API jars of Jakarta EE 10 and MicroProfile Config, and no implementation of them. */
class PortabilityTest {

    private static final JavaClasses CLASSES = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
            .importPackages("ee.tasks")
            .that(resideOutsideOfPackage("ee.tasks.contract"));

    @Test
    void onlyStandardsAreKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "ee.tasks..",
                        "java..",
                        "javax.naming..",
                        "javax.sql..",
                        "jakarta..",
                        "org.eclipse.microprofile.config..")
                .check(CLASSES);
    }

    @Test
    void allThatIsCalledIsInTheApiJars() {
        assertThat(CLASSES.stream().flatMap(each -> each.getAccessesFromSelf().stream()))
                .hasSizeGreaterThan(1_000)
                .filteredOn(access -> !isResolved(access))
                .extracting(JavaAccess::getDescription)
                .isEmpty();
    }

    private static boolean isResolved(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return owner.isArray() || access.getTarget().resolveMember().isPresent();
    }
}
