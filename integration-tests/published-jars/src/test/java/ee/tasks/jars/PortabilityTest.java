package ee.tasks.jars;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** On this module's class path are the API jars of Jakarta EE 10 and MicroProfile Config, and no implementation of them. */
class PortabilityTest {

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
                .check(Library.CLASSES);
    }

    @Test
    void allThatIsCalledIsInTheApiJars() {
        assertThat(Library.CLASSES.stream().flatMap(each -> each.getAccessesFromSelf().stream()))
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
